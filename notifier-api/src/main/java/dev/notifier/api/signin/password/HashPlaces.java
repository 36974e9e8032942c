package dev.notifier.api.signin.password;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares the few places where passwords are hashed. One place is only for known users. A machine
 * that is not known has one that works and one that waits, a network of IPv6 has {@value
 * #MAX_OF_NETWORK} together, and the one with the lowest rank goes first. So a flood keeps no one
 * from signing in from where he usually does, nor, while it comes from the same machines again and
 * again, from a new network. Thread-safe.
 */
public final class HashPlaces {
  private static final int MAX_WAITING = 12;
  private static final int MAX_WAITING_UNKNOWN = 8;

  /** Of one machine, working and waiting. */
  private static final int MAX_OF_MACHINE = 2;

  /** Of one network of IPv6, which may have any number of machines. */
  private static final int MAX_OF_NETWORK = 4;

  private static final int KNOWN = 0;
  private static final int UNKNOWN = 1;

  private final RankedPlaces all;
  private final RankedPlaces unknown;

  /** Machines that have a place or wait for one. Guarded by itself. */
  private final Map<String, Machine> machines = new HashMap<>();

  /** How many newcomers of a network have a place or wait for one. Guarded by the machines. */
  private final Map<String, Integer> networks = new HashMap<>();

  /** A machine; the count is guarded by the map. */
  private static final class Machine {
    private final RankedPlaces working = new RankedPlaces(1, MAX_OF_MACHINE);
    private int count;
  }

  /**
   * A machine from which the user has not signed in.
   *
   * @param network 48 bits of an IPv6 address; null for IPv4
   * @param rank grows with failed attempts; the lowest goes first
   */
  public record Newcomer(String machine, @Nullable String network, int rank) {}

  /**
   * @param places that work at the same time, at least 2
   */
  HashPlaces(int places) {
    this.all = new RankedPlaces(places, MAX_WAITING);
    this.unknown = new RankedPlaces(places - 1, MAX_WAITING_UNKNOWN);
  }

  /**
   * Works in any place.
   *
   * @throws ProblemException 503 if too many wait, or none becomes free
   */
  <T> T forKnown(Supplier<T> work) {
    return all.in(KNOWN, work);
  }

  /**
   * Works in a place that is not only for known users.
   *
   * @throws ProblemException 503, as above
   */
  <T> T forUnknown(Newcomer newcomer, Supplier<T> work) {
    Machine own = enter(newcomer);
    try {
      return own.working.in(
          UNKNOWN, () -> unknown.in(newcomer.rank(), () -> all.in(UNKNOWN, work)));
    } finally {
      leave(newcomer, own);
    }
  }

  /** How many of a network have a place or wait for one. */
  int newcomers(String network) {
    synchronized (machines) {
      return networks.getOrDefault(network, 0);
    }
  }

  private Machine enter(Newcomer newcomer) {
    String network = newcomer.network();
    synchronized (machines) {
      if (network != null && networks.getOrDefault(network, 0) >= MAX_OF_NETWORK) {
        throw new ProblemException(ErrorCode.OVERLOADED);
      }
      Machine own = machines.computeIfAbsent(newcomer.machine(), _ -> new Machine());
      if (own.count >= MAX_OF_MACHINE) {
        throw new ProblemException(ErrorCode.OVERLOADED);
      }
      own.count++;
      if (network != null) {
        networks.merge(network, 1, Integer::sum);
      }
      return own;
    }
  }

  private void leave(Newcomer newcomer, Machine own) {
    String network = newcomer.network();
    synchronized (machines) {
      own.count--;
      if (own.count == 0) {
        machines.remove(newcomer.machine());
      }
      if (network != null) {
        networks.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
      }
    }
  }
}
