package dev.notifier.kafka.loop;

import dev.notifier.kafka.clients.FailureDescription;
import dev.notifier.kafka.clients.RetryBackoff;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that takes part in a consumer group and moves records on exactly once: what a batch
 * comes to and the offsets behind it are one Kafka transaction. When anything fails the batch comes
 * again, from the committed offsets, for as long as it takes; meanwhile the membership stays, so
 * that a short outage moves no partitions about. Only an {@link Error} ends it.
 *
 * <p>Thread-safe.
 */
public final class TransactionalLoop {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionalLoop.class);

  private final LoopDefinition plan;
  private final LoopContext tools;
  private final BatchHandler handler;
  private final Counter failures;
  private final LagGauge lag;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable String failure;

  public TransactionalLoop(LoopDefinition plan, LoopContext tools, BatchHandler handler) {
    this.plan = plan;
    this.tools = tools;
    this.handler = handler;
    this.failures =
        Counter.builder(LoopMetrics.FAILURES.id())
            .tag("loop", plan.name())
            .register(tools.meters());
    this.lag = new LagGauge(tools.meters(), plan.name(), tools.nanoTime());
    this.thread = Thread.ofPlatform().name(plan.name()).unstarted(this::run);
  }

  /** Starts the thread; once. */
  public void start() {
    thread.start();
  }

  /** Lets the batch in hand end, without waiting for it. */
  void askToStop() {
    stopping.countDown();
  }

  /**
   * Lets the batch in hand end and leaves the group.
   *
   * @return whether it ended within the budget; if not it was interrupted, and its batch comes
   *     again
   */
  public boolean stop(Duration budget) {
    askToStop();
    try {
      if (thread.join(budget)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    return false;
  }

  public LoopStatus status() {
    return new LoopStatus(plan.name(), thread.isAlive(), failure);
  }

  private void run() {
    RetryBackoff backoff = new RetryBackoff();
    while (!isStopping()) {
      try (GroupMember member = new GroupMember(plan, tools, handler, lag)) {
        work(member);
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
        // The consumer itself does not get on: it starts over as a new member.
        failed(e);
        await(backoff.afterFailure());
      } catch (Error e) {
        failure = FailureDescription.of(e) + "; restart the worker";
        throw e;
      }
    }
  }

  private void work(GroupMember member) {
    RetryBackoff backoff = new RetryBackoff();
    while (!isStopping()) {
      try {
        member.round();
        if (failure != null) {
          LOG.info("{} goes on", plan.name());
          failure = null;
        }
        backoff.afterSuccess();
      } catch (Exception e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        failed(e);
        member.rest(backoff.afterFailure(), this::isStopping);
      }
    }
  }

  private void failed(Exception e) {
    failures.increment();
    String words = FailureDescription.of(e);
    if (e instanceof CommitFailedException) {
      LOG.info("{} repeats a batch because partitions moved", plan.name());
    } else if (!words.equals(failure)) {
      LOG.warn("{} does not get on and keeps trying: {}", plan.name(), words);
    }
    failure = words;
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void await(Duration wait) {
    try {
      stopping.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
