package dev.notifier.worker.inbound;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.batch.Acknowledgements;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbound.InboundOutbox.Stored;
import dev.notifier.store.inbound.OutboxEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the answers of the outbox, including those of other programs and of workers that died,
 * and deletes them when Kafka has them. Thread-safe.
 */
final class OutboxPublisher {
  private static final String ANSWERS = "answers";
  private static final Logger log = LoggerFactory.getLogger(OutboxPublisher.class);

  private static final int PAGE = 500;
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Answers are published within a second; a person waits. */
  private static final Duration MAX_WAITING = Duration.ofMinutes(1);

  /** A page that Kafka takes, or refuses, is faster. */
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(15);

  private final InboundOutbox outbox;
  private final Producer<byte[], byte[]> producer;
  private final LoopStepListener steps;
  private final LongSupplier nanoTime;
  private final Semaphore work = new Semaphore(0);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable String error;

  /** What the last look has found: how old the oldest answer was, and when that was. */
  private volatile Look look;

  private record Look(Duration oldest, long nanos) {}

  OutboxPublisher(
      InboundOutbox outbox,
      Producer<byte[], byte[]> producer,
      LoopStepListener steps,
      LongSupplier nanoTime) {
    this.outbox = outbox;
    this.producer = producer;
    this.steps = steps;
    this.nanoTime = nanoTime;
    look = new Look(Duration.ZERO, nanoTime.getAsLong());
    thread = Thread.ofPlatform().name("inbound-outbox").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Ends after the current page. */
  void stop() {
    stopping.countDown();
    wake();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that there are answers. Does not block. */
  void wake() {
    work.release();
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        if (!publishAll()) {
          var _ = work.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
          work.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Publishes a page; returns whether there may be another one. */
  private boolean publishAll() throws InterruptedException {
    try {
      boolean more = publish() == PAGE;
      look = new Look(outbox.oldest(), nanoTime.getAsLong());
      recovered();
      return more;
    } catch (RuntimeException e) {
      failed(RedactedError.of(e));
      // Wakes from now on would only repeat the failure.
      var _ = stopping.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    }
  }

  /** Publishes what is due; returns how many were taken. */
  int publish() {
    return outbox.publish(PAGE, this::send);
  }

  private List<Long> send(List<Stored> answers) {
    Map<Long, Future<RecordMetadata>> sent = new LinkedHashMap<>();
    for (Stored each : answers) {
      OutboxEvent event = each.event();
      Future<RecordMetadata> acknowledgement =
          producer.send(
              new ProducerRecord<>(Topics.events(event.lane()), event.key(), event.value()));
      // The transaction keeps the rows locked.
      Acknowledgements.requireAvailable(acknowledgement, ANSWERS);
      sent.put(each.id(), acknowledgement);
    }
    producer.flush();
    List<Long> confirmed = new ArrayList<>();
    sent.forEach((id, acknowledgement) -> {
      // One that Kafka refuses waits, and the others proceed.
      if (Acknowledgements.isConfirmed(acknowledgement, ANSWERS)) {
        confirmed.add(id);
      }
    });
    steps.reached(Step.BEFORE_COMMIT);
    return confirmed;
  }

  private void failed(String description) {
    if (error == null) {
      log.warn("Answers cannot be published; retrying until it works: {}", description);
    }
    error = "answers cannot be published: " + description;
  }

  private void recovered() {
    if (error != null) {
      log.info("Answers are published again");
      error = null;
    }
  }

  /** How long the oldest answer has waited. A look that does not end makes it old. */
  Duration oldest() {
    Look last = look;
    Duration since = Duration.ofNanos(nanoTime.getAsLong() - last.nanos);
    return last.oldest.isPositive() || since.compareTo(LONGEST_LOOK) > 0
        ? last.oldest.plus(since)
        : Duration.ZERO;
  }

  /** What is wrong, or null. */
  @Nullable String error() {
    String current = error;
    if (current != null) {
      return current;
    }
    Duration oldest = oldest();
    return oldest.compareTo(MAX_WAITING) > 0
        ? "an answer has not been published for " + oldest.toMinutes() + " minutes; see the log"
        : null;
  }
}
