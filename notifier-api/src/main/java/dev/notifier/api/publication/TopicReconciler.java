package dev.notifier.api.publication;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what stands in PostgreSQL and the topic lacks: at the start, at once after a change,
 * and every half minute what was lost between PostgreSQL's commit and Kafka; each second while one
 * of them is away. Readers pass over what they know, so twice does no harm. One thread; the class
 * is thread-safe.
 *
 * @param <T> one record of the topic
 */
public final class TopicReconciler<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReconciler.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final String what;
  private final Supplier<List<T>> stored;
  private final Predicate<T> lacks;
  private final Consumer<T> sender;
  private final ScheduledExecutorService schedule;

  /** Used by the one thread, like the next. */
  private boolean complained;

  private boolean isToLookAgain;

  /**
   * @param what is published, in the plural, for the log
   * @param stored asks PostgreSQL for all; may throw when it is away
   * @param lacks whether the topic does not end with it yet
   * @param sender sends to Kafka; may take seconds and throw
   */
  public TopicReconciler(
      String what, Supplier<List<T>> stored, Predicate<T> lacks, Consumer<T> sender) {
    this.what = what;
    this.stored = stored;
    this.lacks = lacks;
    this.sender = sender;
    String thread = "publication of " + what;
    this.schedule =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(thread).factory());
  }

  /** Looks at once and then every half minute; once. */
  public void start() {
    var _ =
        schedule.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Publishes what changed, as soon as may be, without waiting for it. */
  public void soon() {
    try {
      schedule.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.info("The end is near; another program publishes the change within half a minute");
    }
  }

  /** Publishes what changed and waits for it, no longer than the limit. */
  public void within(Duration limit) {
    try {
      var _ = schedule.submit(this::look).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
      LOG.info("The {} are published later ({})", what, e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }

  private void lookSoonAgain() {
    if (isToLookAgain) {
      return;
    }
    try {
      var _ = schedule.schedule(this::lookAgain, AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
      isToLookAgain = true;
    } catch (RejectedExecutionException e) {
      // The end has come.
    }
  }

  private void lookAgain() {
    isToLookAgain = false;
    look();
  }

  private void look() {
    try {
      for (T one : stored.get()) {
        if (lacks.test(one)) {
          sender.accept(one);
        }
      }
      complained = false;
    } catch (RuntimeException e) {
      // The schedule ends with the first exception that leaves it.
      if (!complained) {
        LOG.info("The {} are published later ({})", what, e.getClass().getSimpleName());
        complained = true;
      }
      lookSoonAgain();
    }
  }
}
