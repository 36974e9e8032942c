package dev.notifier.api.statuses;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few threads with a consumer each, which all readers of the feed share. A consumer that is not
 * used for a minute is closed. Thread-safe.
 */
final class ReaderPool implements AutoCloseable {
  /** The most pages that are read at the same time, of which one tenant has half. */
  static final int MAX_THREADS = 4;

  private static final TenantTurns.Limits LIMITS =
      new TenantTurns.Limits(MAX_THREADS, MAX_THREADS / 2, 500);

  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final Supplier<PartitionReader> readers;
  private final LongSupplier nanos;
  private final ThreadPoolExecutor threads;
  private final TenantTurns turns;

  /** The one that was used last is the first; guarded by itself. */
  private final Deque<Idle> idle = new ArrayDeque<>();

  private boolean closed;

  private record Idle(PartitionReader reader, long since) {}

  /**
   * @param readers creates a reader; may throw what Kafka's consumer throws
   * @param nanos a monotonic clock
   */
  ReaderPool(Supplier<PartitionReader> readers, LongSupplier nanos) {
    this.readers = readers;
    this.nanos = nanos;
    this.threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("status-feed-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    this.turns = new TenantTurns(threads, LIMITS);
  }

  /**
   * Runs work with a reader as soon as one is free and the other tenants have had their turns.
   *
   * @param work what it throws is passed to {@code failed}, and an {@link Error} also ends the
   *     thread
   * @param failed also called if no reader can be created
   * @throws RejectedExecutionException if too much work waits
   */
  void run(String tenant, Consumer<PartitionReader> work, Consumer<Throwable> failed) {
    turns.run(tenant, () -> runNow(work, failed));
  }

  private void runNow(Consumer<PartitionReader> work, Consumer<Throwable> failed) {
    @Nullable PartitionReader reader = null;
    try {
      reader = take();
      work.accept(reader);
      give(reader);
    } catch (Throwable e) {
      // An Error as well: the request must not wait for a result that never comes.
      try {
        if (reader != null) {
          closeQuietly(reader);
        }
      } finally {
        failed.accept(e);
      }
      if (e instanceof Error) {
        throw e;
      }
    }
  }

  private PartitionReader take() {
    synchronized (idle) {
      Idle last = idle.pollFirst();
      if (last != null) {
        return last.reader();
      }
    }
    return readers.get();
  }

  private void give(PartitionReader reader) {
    synchronized (idle) {
      if (!closed) {
        idle.addFirst(new Idle(reader, nanos.getAsLong()));
        return;
      }
    }
    closeQuietly(reader);
  }

  /** Closes the consumers that have not been used for a minute. */
  void closeIdle() {
    closeIdle(IDLE.toNanos());
  }

  private void closeIdle(long minNanos) {
    while (true) {
      Idle oldest;
      synchronized (idle) {
        oldest = idle.peekLast();
        if (oldest == null || nanos.getAsLong() - oldest.since() < minNanos) {
          return;
        }
        idle.removeLast();
      }
      closeQuietly(oldest.reader());
    }
  }

  /** Waits for what runs, and interrupts it after some seconds. */
  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
    }
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    closeIdle(0);
  }

  private static void closeQuietly(PartitionReader reader) {
    try {
      reader.close();
    } catch (RuntimeException _) {
      // Nothing depends on it: the broker forgets the connection.
    }
  }
}
