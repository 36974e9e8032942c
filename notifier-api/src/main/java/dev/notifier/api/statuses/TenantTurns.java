package dev.notifier.api.statuses;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Shares a few threads among tenants: those whose work waits take turns, and no tenant has all
 * threads. So a tenant with many readers, each of which passes over many records of others, makes
 * other tenants wait for two steps at most. Thread-safe.
 */
final class TenantTurns {
  private final Executor threads;
  private final Limits limits;

  /** The tenant whose turn is next is the first. Guarded by this, as are the others. */
  private final Map<String, Deque<Runnable>> waiting = new LinkedHashMap<>();

  private final Map<String, Integer> running = new HashMap<>();
  private int used;
  private int queued;

  /**
   * How much may be done at the same time.
   *
   * @param threads of all tenants
   * @param threadsOfTenant of one tenant
   * @param waiting of all tenants
   */
  record Limits(int threads, int threadsOfTenant, int waiting) {}

  private record Turn(String tenant, Runnable work) {}

  /**
   * @param threads runs at least as much at the same time as the limits allow
   */
  TenantTurns(Executor threads, Limits limits) {
    this.threads = threads;
    this.limits = limits;
  }

  /**
   * Runs work when it is the tenant's turn.
   *
   * @throws RejectedExecutionException if too much waits, or the threads are shut down
   */
  void run(String tenant, Runnable work) {
    synchronized (this) {
      if (queued >= limits.waiting()) {
        throw new RejectedExecutionException("too much waits");
      }
      waiting.computeIfAbsent(tenant, _ -> new ArrayDeque<>()).add(work);
      queued++;
      if (used >= limits.threads()) {
        return;
      }
      used++;
    }
    try {
      threads.execute(() -> work(null));
    } catch (RejectedExecutionException e) {
      synchronized (this) {
        used--;
      }
      throw e;
    }
  }

  /**
   * Works until nothing waits whose tenant may have another thread.
   *
   * @param done whose work has ended before
   */
  private void work(@Nullable String done) {
    for (Turn turn = next(done); turn != null; turn = next(turn.tenant())) {
      try {
        turn.work().run();
      } catch (Throwable e) {
        // This thread may end with it.
        goOn(turn.tenant());
        throw e;
      }
    }
  }

  /** Another thread does what is left; if there is none, the next work that comes begins one. */
  private void goOn(String failed) {
    try {
      threads.execute(() -> work(failed));
    } catch (Throwable e) {
      synchronized (this) {
        ended(failed);
        used--;
      }
      throw e;
    }
  }

  private void ended(String tenant) {
    running.computeIfPresent(tenant, (_, number) -> number == 1 ? null : number - 1);
  }

  /**
   * Takes the next work; null if this thread is not needed any more.
   *
   * @param done whose work has ended
   */
  private synchronized @Nullable Turn next(@Nullable String done) {
    if (done != null) {
      ended(done);
    }
    for (String tenant : waiting.keySet()) {
      if (running.getOrDefault(tenant, 0) < limits.threadsOfTenant()) {
        return take(tenant);
      }
    }
    used--;
    return null;
  }

  private Turn take(String tenant) {
    Deque<Runnable> own = Objects.requireNonNull(waiting.remove(tenant));
    Runnable work = own.removeFirst();
    queued--;
    running.merge(tenant, 1, Integer::sum);
    if (!own.isEmpty()) {
      // Behind the others.
      waiting.put(tenant, own);
    }
    return new Turn(tenant, work);
  }
}
