package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what PostgreSQL has and a compacted topic lacks: at the start, on request after a
 * change, every 30 s to repair what a crash between the two commits lost, or more often if others
 * change what is stored, and every second while one of them is unavailable. Several programs may
 * run it at the same time, because readers ignore what they already know.
 *
 * <p>It stops at an entry that cannot be published, and begins again a second later: with all
 * others, so that an entry that Kafka refuses keeps only the entries of the same item waiting. Uses
 * one thread; the class is thread-safe.
 *
 * @param <T> an entry of the topic
 */
public final class TopicReconciler<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReconciler.class);

  /** How often it reconciles without being asked. */
  public static final Duration INTERVAL = Duration.ofSeconds(30);

  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  /** Of items that are published last; with more, it begins to note them anew. */
  private static final int MAX_FAILED = 1_000;

  private final String name;
  private final Supplier<List<T>> stored;
  private final Predicate<T> isMissing;
  private final Consumer<T> publisher;
  private final Function<T, Object> itemOf;
  private final Duration interval;
  private final ScheduledExecutorService scheduler;

  /** Used by the reconciler's thread only, as is the next. */
  private boolean failureLogged;

  private boolean retryScheduled;

  /** Items whose entries come last, because one could not be published. */
  private Set<Object> failed = Set.of();

  /** The one that was asked for and has not begun; guarded by this. */
  private @Nullable Future<?> requested;

  /**
   * @param name what is published, in the plural, for logs
   * @param stored reads all entries from PostgreSQL, in the order in which they are published; may
   *     throw
   * @param isMissing whether the topic lacks the entry
   * @param publisher publishes an entry; may take seconds and throw
   */
  public TopicReconciler(
      String name, Supplier<List<T>> stored, Predicate<T> isMissing, Consumer<T> publisher) {
    this(name, stored, isMissing, publisher, entry -> entry, INTERVAL);
  }

  /**
   * As the first constructor.
   *
   * @param itemOf what an entry belongs to: the entries of an item are always published in their
   *     order
   */
  public TopicReconciler(
      String name,
      Supplier<List<T>> stored,
      Predicate<T> isMissing,
      Consumer<T> publisher,
      Function<T, Object> itemOf) {
    this(name, stored, isMissing, publisher, itemOf, INTERVAL);
  }

  /**
   * As the first constructor.
   *
   * @param interval how often it reconciles without being asked: other programs change what is
   *     stored
   */
  public TopicReconciler(
      String name,
      Supplier<List<T>> stored,
      Predicate<T> isMissing,
      Consumer<T> publisher,
      Duration interval) {
    this(name, stored, isMissing, publisher, entry -> entry, interval);
  }

  private TopicReconciler(
      String name,
      Supplier<List<T>> stored,
      Predicate<T> isMissing,
      Consumer<T> publisher,
      Function<T, Object> itemOf,
      Duration interval) {
    this.itemOf = itemOf;
    this.interval = interval;
    this.name = name;
    this.stored = stored;
    this.isMissing = isMissing;
    this.publisher = publisher;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reconcile " + name).factory());
  }

  /** Reconciles now and then at the interval. Called once. */
  public void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::reconcile, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All who ask before it begins get the same reconciliation, which has the changes of all. */
  private synchronized Future<?> request() {
    Future<?> waiting = requested;
    if (waiting == null) {
      waiting =
          scheduler.submit(() -> {
            begin();
            reconcile();
          });
      requested = waiting;
    }
    return waiting;
  }

  private synchronized void begin() {
    requested = null;
  }

  /** Reconciles as soon as possible, without waiting for it. */
  public void publishSoon() {
    try {
      var _ = request();
    } catch (RejectedExecutionException e) {
      LOG.info("Shutting down; another instance publishes the change within 30 s");
    }
  }

  /** Reconciles and waits for it, at most for the timeout. */
  public void publishWithin(Duration timeout) {
    try {
      var _ = request().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
      LOG.info("The {} are published later ({})", name, e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private void reconcile() {
    try {
      int published = publish(stored.get());
      if (published > 0) {
        LOG.debug("Published {} of the {}", published, name);
      }
      failureLogged = false;
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      if (!failureLogged && !scheduler.isShutdown()) {
        LOG.info("The {} are published later: {}", name, RedactedError.of(e));
        failureLogged = true;
      }
      scheduleRetry();
    }
  }

  private int publish(List<T> entries) {
    List<T> ordered = new ArrayList<>(entries);
    Set<Object> before = failed;
    ordered.sort(Comparator.comparing(entry -> before.contains(itemOf.apply(entry))));
    int published = 0;
    for (T entry : ordered) {
      if (isMissing.test(entry)) {
        publishOne(entry);
        published++;
      }
    }
    failed = Set.of();
    return published;
  }

  private void publishOne(T entry) {
    try {
      publisher.accept(entry);
    } catch (RuntimeException e) {
      Set<Object> more = new HashSet<>(failed.size() < MAX_FAILED ? failed : Set.of());
      more.add(itemOf.apply(entry));
      failed = more;
      throw e;
    }
  }

  private void scheduleRetry() {
    if (retryScheduled) {
      return;
    }
    try {
      var _ = scheduler.schedule(this::retry, RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      retryScheduled = true;
    } catch (RejectedExecutionException e) {
      // Shutting down.
    }
  }

  private void retry() {
    retryScheduled = false;
    reconcile();
  }
}
