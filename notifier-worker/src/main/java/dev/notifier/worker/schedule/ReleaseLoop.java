package dev.notifier.worker.schedule;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.EventIdentity;
import dev.notifier.kafka.batch.Acknowledgements;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.clients.RetryBackoff;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.store.schedule.DeferredStore.Released;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases the messages that are due: takes a page of them and writes their events to their lanes
 * again. What was taken and not written, because the worker ended or Kafka was unavailable, is
 * released again when its lease ends, and a copy has no effect. Thread-safe.
 */
final class ReleaseLoop {
  private static final Logger log = LoggerFactory.getLogger(ReleaseLoop.class);

  private static final String MESSAGES = "released messages";

  static final int PAGE = 1_000;
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

  private final Runnable beforeTurn;
  private final DueMessages due;
  private final Supplier<Set<Lane>> openLanes;
  private final Producer<byte[], byte[]> producer;
  private final ScheduleMetrics metrics;
  private final LoopStepListener steps;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final RetryBackoff backoff = new RetryBackoff();
  private final Thread thread;
  private volatile @Nullable String error;

  /**
   * @param beforeTurn throws if nothing may be sent
   * @param openLanes those whose plan stage has not much to read
   * @param producer not closed by this object
   */
  ReleaseLoop(
      Runnable beforeTurn,
      DueMessages due,
      Supplier<Set<Lane>> openLanes,
      Producer<byte[], byte[]> producer,
      ScheduleMetrics metrics,
      LoopStepListener steps) {
    this.beforeTurn = beforeTurn;
    this.due = due;
    this.openLanes = openLanes;
    this.producer = producer;
    this.metrics = metrics;
    this.steps = steps;
    thread = Thread.ofPlatform().name("schedule").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Ends after the current page. */
  void stop(Duration timeout) {
    stopping.countDown();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(timeout)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        Duration pause = turn();
        if (pause.isPositive()) {
          var _ = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Releases a page; returns how long to wait before the next one. */
  Duration turn() {
    try {
      beforeTurn.run();
      Set<Lane> lanes = openLanes.get();
      int released = release(lanes);
      metrics.look();
      Duration pause = released == PAGE ? Duration.ZERO : pause(lanes);
      recovered();
      return pause;
    } catch (RuntimeException e) {
      failed(RedactedError.of(e));
      return backoff.afterFailure();
    }
  }

  /** Another worker may take what is due, so there is always a pause. */
  private Duration pause(Set<Lane> lanes) {
    Duration next = due.untilNext(lanes);
    if (next == null || next.compareTo(POLL) > 0) {
      return POLL;
    }
    return next.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : next;
  }

  /**
   * Releases what is due, at most a page.
   *
   * @return how many messages were taken
   */
  int release(Set<Lane> lanes) {
    List<Released> taken = due.take(lanes, PAGE);
    if (taken.isEmpty()) {
      return 0;
    }
    steps.reached(Step.STORED);
    List<Future<RecordMetadata>> sent = new ArrayList<>(taken.size());
    for (Released each : taken) {
      Future<RecordMetadata> acknowledgement = producer.send(record(each, each.value()));
      Acknowledgements.requireAvailable(acknowledgement, MESSAGES);
      sent.add(acknowledgement);
    }
    producer.flush();
    int released = 0;
    for (int i = 0; i < taken.size(); i++) {
      if (Acknowledgements.isConfirmed(sent.get(i), MESSAGES)) {
        released++;
      } else {
        sendIdentity(taken.get(i));
      }
    }
    metrics.released(released);
    return taken.size();
  }

  /**
   * Instead of an event that Kafka refuses, which may have become too large. Plan cannot plan it,
   * so it counts the release as failed, and gives the message up after some.
   */
  private void sendIdentity(Released refused) {
    EventIdentity identity = EventIdentity.of(refused.value());
    if (identity != null) {
      var _ = producer.send(record(refused, RecordJson.write(identity)));
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Released released, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.events(released.lane()), released.key(), value);
    record
        .headers()
        .add(
            EventRecord.RELEASE_HEADER,
            EventRecord.release(released.notification(), released.number())
                .getBytes(StandardCharsets.US_ASCII));
    return record;
  }

  private void failed(String description) {
    if (error == null) {
      log.warn("Messages cannot be released; retrying until it works: {}", description);
    }
    error = "messages that are due cannot be released: " + description;
  }

  private void recovered() {
    backoff.afterSuccess();
    if (error != null) {
      log.info("Messages are released again");
      error = null;
    }
  }

  /** What is wrong, or null. */
  @Nullable String error() {
    return error;
  }
}
