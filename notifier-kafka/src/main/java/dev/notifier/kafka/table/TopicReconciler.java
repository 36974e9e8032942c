package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what PostgreSQL has and a compacted topic lacks: at the start, on request after a
 * change, every 30 s to repair what a crash between the two commits lost, or more often if others
 * change what is stored, and every second while one of them is unavailable. Several programs may
 * run it at the same time, because readers ignore what they already know.
 *
 * <p>An entry that Kafka refuses for what it is keeps only the entries of the same item waiting,
 * and is tried again at the interval. After any other failure, it begins again a second later, with
 * the entries that have not failed, and then with those that failed the longest ago: so no entry
 * keeps others waiting for ever. Uses one thread; the class is thread-safe.
 *
 * @param <T> an entry of the topic
 */
public final class TopicReconciler<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReconciler.class);

  /** How often it reconciles without being asked. */
  public static final Duration INTERVAL = Duration.ofSeconds(30);

  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private static final long NONE = -1;

  private final Source<T> source;
  private final Duration interval;
  private final LongSupplier nanos;
  private final long begun;
  private final ScheduledExecutorService scheduler;

  /** Used by the reconciler's thread only, as are the next. */
  private boolean failureLogged;

  private boolean retryScheduled;

  /**
   * Since when an entry of an item could not be published, in nanoseconds since the beginning; the
   * item that failed last is the last one. It has stored items only, which are in memory anyway.
   */
  private final Map<Object, Long> failed = new LinkedHashMap<>();

  /** The earliest of these times, or {@link #NONE}. */
  private volatile long oldestFailed = NONE;

  /** The one that was asked for and has not begun; guarded by this. */
  private @Nullable Future<?> requested;

  /**
   * What is published.
   *
   * @param name in the plural, for logs and metrics
   * @param stored reads all entries from PostgreSQL, in the order in which they are published; may
   *     throw
   * @param isMissing whether the topic lacks the entry
   * @param publisher publishes an entry; may take seconds and throw
   * @param itemOf what an entry belongs to: the entries of an item are always published in their
   *     order
   */
  public record Source<T>(
      String name,
      Supplier<List<T>> stored,
      Predicate<T> isMissing,
      Consumer<T> publisher,
      Function<T, Object> itemOf) {
    /** Each entry is an item. */
    public Source(
        String name, Supplier<List<T>> stored, Predicate<T> isMissing, Consumer<T> publisher) {
      this(name, stored, isMissing, publisher, entry -> entry);
    }
  }

  /**
   * @param nanos a monotonic clock
   */
  public TopicReconciler(Source<T> source, LongSupplier nanos) {
    this(source, nanos, INTERVAL);
  }

  /**
   * @param nanos a monotonic clock
   * @param interval how often it reconciles without being asked: other programs change what is
   *     stored
   */
  public TopicReconciler(Source<T> source, LongSupplier nanos, Duration interval) {
    this.source = source;
    this.nanos = nanos;
    this.interval = interval;
    begun = nanos.getAsLong();
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reconcile " + source.name()).factory());
  }

  /** What is published, in the plural. */
  public String name() {
    return source.name();
  }

  /**
   * For how long this program has known an entry that the topic lacks and that could not be
   * published; zero if there is none.
   */
  public Duration oldestFailure() {
    long oldest = oldestFailed;
    return oldest == NONE ? Duration.ZERO : Duration.ofNanos(sinceBegun() - oldest);
  }

  private long sinceBegun() {
    return nanos.getAsLong() - begun;
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
      LOG.info("The {} are published later ({})", name(), e.getClass().getSimpleName());
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
      int published = publish(source.stored().get());
      if (published > 0) {
        LOG.debug("Published {} of the {}", published, name());
      }
      failureLogged = false;
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      if (!failureLogged && !scheduler.isShutdown()) {
        LOG.info("The {} are published later: {}", name(), RedactedError.of(e));
        failureLogged = true;
      }
      scheduleRetry();
    } finally {
      oldestFailed = failed.values().stream().mapToLong(Long::longValue).min().orElse(NONE);
    }
  }

  /** Returns how many entries were published. */
  private int publish(List<T> entries) {
    Map<Object, RuntimeException> refused = new HashMap<>();
    int published = 0;
    List<T> ordered = ordered(entries);
    Set<Object> before = Set.copyOf(failed.keySet());
    for (T entry : ordered) {
      Object item = source.itemOf().apply(entry);
      if (!refused.containsKey(item) && source.isMissing().test(entry)) {
        RuntimeException refusal = refusal(entry, item);
        if (refusal == null) {
          published++;
        } else {
          refused.put(item, refusal);
        }
      }
    }
    failed.keySet().retainAll(refused.keySet());
    refused.keySet().removeAll(before);
    refused.values().stream()
        .findFirst()
        .ifPresent(e ->
            LOG.warn("{} of the {} are refused: {}", refused.size(), name(), RedactedError.of(e)));
    return published;
  }

  /** Those of items that failed come last, in the order in which they did. */
  private List<T> ordered(List<T> entries) {
    failed
        .keySet()
        .retainAll(entries.stream().map(source.itemOf()).collect(Collectors.toUnmodifiableSet()));
    Map<Object, Integer> places = new HashMap<>();
    failed.keySet().forEach(item -> places.put(item, places.size()));
    List<T> ordered = new ArrayList<>(entries);
    ordered.sort(
        Comparator.comparingInt(entry -> places.getOrDefault(source.itemOf().apply(entry), -1)));
    return ordered;
  }

  /**
   * Publishes an entry; returns why Kafka refuses it for what it is, or null. Other failures
   * concern all.
   */
  private @Nullable RuntimeException refusal(T entry, Object item) {
    try {
      source.publisher().accept(entry);
      failed.remove(item);
      return null;
    } catch (RuntimeException e) {
      Long since = failed.remove(item);
      failed.put(item, since == null ? sinceBegun() : since);
      if (!isOfEntry(e)) {
        throw e;
      }
      return e;
    }
  }

  private static boolean isOfEntry(RuntimeException failure) {
    Throwable cause = failure.getCause();
    return cause instanceof RecordTooLargeException
        || cause instanceof InvalidRecordException
        || cause instanceof SerializationException;
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
