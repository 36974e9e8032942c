package dev.notifier.api.eventsin;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events of clients in a thread of its own, and begins anew after each failure. Without
 * clients there is no consumer. Thread-safe.
 */
final class EventsInLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventsInLoop.class);
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(2);

  /** How soon a new, revoked or expired key has effect. */
  private static final Duration REFRESH = Duration.ofSeconds(1);

  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  /** The most records of one turn; they are checked like the events of one request. */
  private static final int MAX_POLL_RECORDS = 500;

  private static final ReadSettings READING =
      ReadSettings.immediate(SESSION_TIMEOUT, MAX_POLL_RECORDS);

  private final KafkaClients clients;
  private final ClientTopics topics;
  private final Function<Consumer<byte[], byte[]>, EventsInReader> readers;
  private final EventsInStatus status;
  private final LongSupplier nanos;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("events-in").unstarted(this::run);

  /**
   * @param readers makes the reader of a consumer
   * @param nanos a monotonic clock
   */
  EventsInLoop(
      KafkaClients clients,
      ClientTopics topics,
      Function<Consumer<byte[], byte[]>, EventsInReader> readers,
      EventsInStatus status,
      LongSupplier nanos) {
    this.clients = clients;
    this.topics = topics;
    this.readers = readers;
    this.status = status;
    this.nanos = nanos;
  }

  /** Begins to read. Called once. */
  void start() {
    thread.start();
  }

  /** Ends after the records that are being processed. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      boolean _ = thread.join(STOP_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean failed = false;
    while (!isStopped(failed ? REFRESH : Duration.ZERO)) {
      try (Admin admin = clients.admin("events-in-topics", ADMIN_TIMEOUT)) {
        session(admin);
        failed = false;
      } catch (RuntimeException e) {
        if (!failed) {
          LOG.warn("The events of clients cannot be read: {}", RedactedError.of(e));
        }
        failed = true;
      }
      status.failing(failed);
      status.ages(Map.of());
    }
  }

  /** Ends when there are no clients any more. */
  private void session(Admin admin) {
    while (topics.refresh(admin).served().isEmpty()) {
      if (isStopped(REFRESH)) {
        return;
      }
    }
    try (Consumer<byte[], byte[]> consumer =
        clients.groupConsumer("events-in", Topics.GROUP_EVENTS_IN, READING)) {
      EventsInReader reader = readers.apply(consumer);
      long refreshedAt = nanos.getAsLong();
      while (!isStopped(Duration.ZERO) && !topics.view().served().isEmpty()) {
        reader.turn(topics.view().served());
        status.failing(false);
        if (nanos.getAsLong() - refreshedAt > REFRESH.toNanos()) {
          var _ = topics.refresh(admin);
          status.ages(reader.ages());
          refreshedAt = nanos.getAsLong();
        }
      }
      reader.end();
    }
  }

  private boolean isStopped(Duration wait) {
    try {
      return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
