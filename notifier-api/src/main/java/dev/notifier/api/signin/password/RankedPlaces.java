package dev.notifier.api.signin.password;

import static java.util.Comparator.comparingInt;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A few places for work that is done at the same time. The one with the lowest rank goes first;
 * when too many wait, the one with the highest rank is refused, so that a flood cannot fill the
 * queue for others. Everything that waits holds a thread, so little does. Thread-safe.
 */
public final class RankedPlaces {
  /** The rank of work that is never refused for other work. */
  public static final int FIRST = -1;

  private static final Duration MAX_WAIT = Duration.ofSeconds(3);

  private final int maxWaiting;

  /** Is empty while a place is free. Guarded by this. */
  private final NavigableSet<Waiter> waiting =
      new TreeSet<>(comparingInt(Waiter::rank).thenComparingLong(Waiter::number));

  private int free;
  private long arrivals;

  /** Who waits; the turn is true with a place, and false if there will be none. */
  private record Waiter(int rank, long number, CompletableFuture<Boolean> turn) {}

  public RankedPlaces(int places, int maxWaiting) {
    this.free = places;
    this.maxWaiting = maxWaiting;
  }

  /**
   * Works in a place.
   *
   * @throws ProblemException 503 if too many wait, or no place becomes free in time
   */
  public <T> T in(int rank, Supplier<T> work) {
    if (!enter(rank)) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      return work.get();
    } finally {
      leave();
    }
  }

  /** How many wait. */
  synchronized int waiting() {
    return waiting.size();
  }

  private boolean enter(int rank) {
    Waiter own;
    synchronized (this) {
      if (free > 0) {
        free--;
        return true;
      }
      if (waiting.size() >= maxWaiting && !refuseAfter(rank)) {
        return false;
      }
      own = new Waiter(rank, arrivals++, new CompletableFuture<>());
      waiting.add(own);
    }
    return hasTurn(own);
  }

  /** Refuses the last one who waits, if the rank goes before it. */
  private boolean refuseAfter(int rank) {
    Waiter last = waiting.last();
    if (last.rank() <= rank) {
      return false;
    }
    waiting.remove(last);
    last.turn().complete(false);
    return true;
  }

  private boolean hasTurn(Waiter own) {
    boolean interrupted = false;
    try {
      return own.turn().get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (TimeoutException e) {
      // It may have got a place at this moment.
    } catch (ExecutionException e) {
      throw new IllegalStateException("a turn never fails", e);
    }
    synchronized (this) {
      waiting.remove(own);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return own.turn().getNow(false);
  }

  private synchronized void leave() {
    Waiter next = waiting.pollFirst();
    if (next == null) {
      free++;
    } else {
      next.turn().complete(true);
    }
  }
}
