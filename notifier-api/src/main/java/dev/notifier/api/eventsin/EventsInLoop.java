package dev.notifier.api.eventsin;

import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events of clients in a thread of its own, and starts again after each failure. Without
 * topics of clients there is no consumer. Thread-safe.
 */
final class EventsInLoop implements AutoCloseable {
  static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(EventsInLoop.class);

  /** How soon a new, revoked or expired key takes effect. */
  private static final Duration REFRESH = Duration.ofSeconds(1);

  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  /** The most records of one turn. */
  private static final int MAX_POLL_RECORDS = 200;

  /** A compressed batch may become much larger in memory. */
  private static final int READ_AHEAD_BYTES = 256 << 10;

  static final ReadSettings READING =
      ReadSettings.immediate(SESSION_TIMEOUT, MAX_POLL_RECORDS).withReadAhead(READ_AHEAD_BYTES);

  private final Supplier<Admin> admins;
  private final ClientTopics topics;
  private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
  private final Function<Consumer<byte[], byte[]>, EventsInReader> readers;
  private final EventsInStatus status;
  private final LongSupplier nanos;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("events-in").unstarted(this::run);

  /** Only of the thread. */
  private boolean failed;

  private long loggedAt;

  /**
   * @param consumers makes members of the group with {@link #READING}
   * @param readers makes the reader of a consumer
   * @param nanos a monotonic clock
   */
  EventsInLoop(
      Supplier<Admin> admins,
      ClientTopics topics,
      Supplier<? extends Consumer<byte[], byte[]>> consumers,
      Function<Consumer<byte[], byte[]>, EventsInReader> readers,
      EventsInStatus status,
      LongSupplier nanos) {
    this.admins = admins;
    this.topics = topics;
    this.consumers = consumers;
    this.readers = readers;
    this.status = status;
    this.nanos = nanos;
    this.loggedAt = nanos.getAsLong() - LOG_INTERVAL.toNanos();
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
    while (!isStopped(failed ? REFRESH : Duration.ZERO)) {
      try (Admin admin = admins.get()) {
        session(admin);
      } catch (RuntimeException | Error e) {
        // Also an error: without this thread, events would wait and health would not say why.
        failed(e);
      }
      status.ages(Map.of());
    }
  }

  /** The log has each failure that lasts, at most once a minute. */
  private void failed(Throwable failure) {
    failed = true;
    status.failing(true);
    long now = nanos.getAsLong();
    if (now - loggedAt >= LOG_INTERVAL.toNanos()) {
      LOG.warn("The events of clients cannot be read: {}", RedactedError.of(failure));
      loggedAt = now;
    }
  }

  private void succeeded() {
    failed = false;
    status.failing(false);
  }

  /** Ends when there are no topics any more. */
  private void session(Admin admin) {
    while (topics.refresh(admin).readable().isEmpty()) {
      succeeded();
      if (isStopped(REFRESH)) {
        return;
      }
    }
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      EventsInReader reader = readers.apply(consumer);
      long refreshedAt = nanos.getAsLong();
      while (!isStopped(Duration.ZERO) && !topics.view().readable().isEmpty()) {
        reader.turn(topics.view());
        succeeded();
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
