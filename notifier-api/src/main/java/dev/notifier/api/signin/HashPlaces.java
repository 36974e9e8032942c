package dev.notifier.api.signin;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shares the few places where passwords are hashed. One place is only for known users, and a
 * machine that is not known has one that works and one that waits, so that a flood keeps no one
 * from signing in from where he usually does. Everything that waits holds a thread, so little does.
 * Thread-safe.
 */
final class HashPlaces {
  private static final Duration MAX_WAIT = Duration.ofSeconds(3);
  private static final int MAX_WAITING = 12;
  private static final int MAX_WAITING_UNKNOWN = 8;

  /** Of one machine, working and waiting. */
  private static final int MAX_OF_MACHINE = 2;

  private final Semaphore all;
  private final Semaphore unknown;

  /** Machines that have a place or wait for one. Guarded by itself. */
  private final Map<String, Machine> machines = new HashMap<>();

  /** A machine; the count is guarded by the map. */
  private static final class Machine {
    private final Semaphore working = new Semaphore(1, true);
    private int count;
  }

  /**
   * @param places that work at the same time, at least 2
   */
  HashPlaces(int places) {
    this.all = new Semaphore(places, true);
    this.unknown = new Semaphore(places - 1, true);
  }

  /**
   * Works in any place.
   *
   * @throws ProblemException 503 if too many wait, or none becomes free
   */
  <T> T forKnown(Supplier<T> work) {
    return in(all, MAX_WAITING, work);
  }

  /**
   * Works in a place that is not only for known users.
   *
   * @param machine that sent the password
   * @throws ProblemException 503, as above
   */
  <T> T forUnknown(String machine, Supplier<T> work) {
    Machine own = enter(machine);
    try {
      return in(
          own.working,
          MAX_OF_MACHINE,
          () -> in(unknown, MAX_WAITING_UNKNOWN, () -> in(all, MAX_WAITING, work)));
    } finally {
      leave(machine, own);
    }
  }

  private Machine enter(String machine) {
    synchronized (machines) {
      Machine own = machines.computeIfAbsent(machine, _ -> new Machine());
      if (own.count >= MAX_OF_MACHINE) {
        throw new ProblemException(ErrorCode.OVERLOADED);
      }
      own.count++;
      return own;
    }
  }

  private void leave(String machine, Machine own) {
    synchronized (machines) {
      own.count--;
      if (own.count == 0) {
        machines.remove(machine);
      }
    }
  }

  private static <T> T in(Semaphore places, int maxWaiting, Supplier<T> work) {
    try {
      if (places.getQueueLength() >= maxWaiting
          || !places.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ProblemException(ErrorCode.OVERLOADED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
