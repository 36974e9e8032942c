package dev.notifier.kafka.loop;

import dev.notifier.kafka.batch.BatchHandler;
import dev.notifier.kafka.batch.BatchIsolation;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.clients.RetryBackoff;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes records exactly once: a thread that is a member of a consumer group and commits the
 * results of a batch and its offsets in one Kafka transaction. After a failure the batch is
 * delivered again from the committed offsets, until it succeeds. Meanwhile the thread stays in the
 * group, so a short outage causes no rebalance. A record with which the batch fails although
 * nothing is unavailable goes to the quarantine; see {@link BatchIsolation}. Only an {@link Error}
 * ends the thread. Thread-safe.
 */
public final class TransactionalLoop {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionalLoop.class);

  private final LoopDefinition definition;
  private final LoopContext context;
  private final BatchHandler handler;
  private final Counter failures;
  private final LagGauge lag;
  private final PartitionAges ages;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final BatchIsolation<ConsumerRecord<byte[], byte[]>> isolation =
      new BatchIsolation<>(record -> record);
  private volatile @Nullable String failure;
  private volatile List<String> stopped = List.of();

  public TransactionalLoop(LoopDefinition definition, LoopContext context, BatchHandler handler) {
    this.definition = definition;
    this.context = context;
    this.handler = handler;
    this.failures =
        Counter.builder(LoopMetrics.FAILURES.id())
            .tag("loop", definition.name())
            .register(context.meters());
    this.lag = new LagGauge(context.meters(), definition.name(), context.nanoTime());
    this.ages = new PartitionAges(context.clock(), definition.topics());
    registerAges();
    this.thread = Thread.ofPlatform().name(definition.name()).unstarted(this::run);
  }

  private void registerAges() {
    definition.topics().stream()
        .map(QueueTopic::lane)
        .distinct()
        .forEach(lane ->
            ages.register(
                context.meters(),
                LoopMetrics.OLDEST_AGE.id(),
                Tags.of("loop", definition.name(), "lane", lane == null ? "none" : lane.id()),
                lane));
  }

  /** Starts the thread. Called once. */
  public void start() {
    thread.start();
  }

  /** Asks the loop to stop after the current batch. Returns immediately. */
  void requestStop() {
    stopping.countDown();
  }

  /**
   * Lets the current batch finish and leaves the group. A loop that was not started ends at once.
   *
   * @return whether the loop stopped within the timeout; otherwise it is interrupted, and its batch
   *     is delivered again later
   */
  public boolean stop(Duration timeout) {
    requestStop();
    try {
      if (thread.getState() == Thread.State.NEW || thread.join(timeout)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    return false;
  }

  public LoopStatus status() {
    return new LoopStatus(definition.name(), thread.isAlive(), failure, stopped, ages.waiting());
  }

  private void run() {
    RetryBackoff backoff = new RetryBackoff();
    while (!isStopping()) {
      try (GroupMember member =
          new GroupMember(definition, context, handler, lag, ages, isolation)) {
        processBatches(member);
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
        // The consumer itself failed: continue as a new member.
        failed(e);
        await(backoff.afterFailure());
      } catch (Error e) {
        failure = RedactedError.of(e) + "; restart the worker";
        throw e;
      }
    }
  }

  private void processBatches(GroupMember member) {
    RetryBackoff backoff = new RetryBackoff();
    while (!isStopping()) {
      try {
        member.processNext();
        stopped = member.stopped();
        if (failure != null) {
          LOG.info("{} continues", definition.name());
          failure = null;
        }
        backoff.afterSuccess();
      } catch (Exception e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        failed(e);
        member.pauseFor(backoff.afterFailure(), this::isStopping);
      }
    }
  }

  private void failed(Exception e) {
    failures.increment();
    String description = RedactedError.of(e);
    if (e instanceof CommitFailedException) {
      LOG.info("{} repeats a batch after a rebalance", definition.name());
    } else if (!description.equals(failure)) {
      LOG.warn("{} makes no progress and retries: {}", definition.name(), description);
    }
    failure = description;
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void await(Duration wait) {
    try {
      boolean _ = stopping.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
