package dev.notifier.worker.bind;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Divides slots among workers: first those that are registered, so that no worker has two binds
 * more than another, then the others, so that the next registered slots are evenly divided, too. A
 * worker keeps what it owns up to its quota. The sessions of a route go to different workers where
 * that is possible without an uneven number of binds. The same input gives the same result, and a
 * result does not change when it is divided again. Pure; used by one thread.
 */
final class SlotBalance {
  private final SortedMap<String, Set<Integer>> owned;
  private final SortedMap<Integer, String> routes;
  private final SortedMap<String, Set<Integer>> target = new TreeMap<>();

  private SlotBalance(
      Map<String, ? extends Collection<Integer>> owned, Map<Integer, String> routes, int slots) {
    this.owned = new TreeMap<>();
    owned.forEach((worker, numbers) -> {
      this.owned.put(worker, new TreeSet<>(numbers));
      target.put(worker, new TreeSet<>());
    });
    this.routes = new TreeMap<>(routes);
    this.routes.keySet().removeIf(number -> number >= slots);
  }

  /**
   * Divides the slots.
   *
   * @param owned the slots that each worker owns now, disjoint; a worker without slots has an empty
   *     collection
   * @param routes the route of each registered slot
   * @param slots the number of slots; slots are numbered from 0
   * @return the slots of each worker
   */
  static Map<String, Set<Integer>> divide(
      Map<String, ? extends Collection<Integer>> owned, Map<Integer, String> routes, int slots) {
    SlotBalance balance = new SlotBalance(owned, routes, slots);
    if (!owned.isEmpty()) {
      balance.divide(balance.routes.keySet());
      balance.spreadRoutes();
      Set<Integer> rest = new TreeSet<>();
      for (int number = 0; number < slots; number++) {
        if (!balance.routes.containsKey(number)) {
          rest.add(number);
        }
      }
      balance.divide(rest);
    }
    return balance.target;
  }

  /** Adds these slots, such that the totals of two workers differ by at most one. */
  private void divide(Set<Integer> numbers) {
    Map<String, Integer> room = room(numbers);
    Set<Integer> free = new TreeSet<>(numbers);
    owned.forEach((worker, before) -> {
      for (int number : keptFirst(before, numbers)) {
        if (count(room, worker) > 0) {
          give(worker, number, room);
          free.remove(number);
        }
      }
    });
    for (int number : free) {
      give(worker(number, room), number, room);
    }
  }

  /**
   * How many slots each worker may get. The worker that owns most keeps one more if the slots
   * cannot be divided without a remainder.
   */
  private Map<String, Integer> room(Set<Integer> numbers) {
    int total = numbers.size() + target.values().stream().mapToInt(Set::size).sum();
    int workers = target.size();
    List<String> order = new ArrayList<>(target.keySet());
    order.sort(
        Comparator.comparingInt((String worker) -> -wanted(worker, numbers))
            .thenComparing(Comparator.naturalOrder()));
    Map<String, Integer> room = new HashMap<>();
    for (int i = 0; i < workers; i++) {
      int quota = total / workers + (i < total % workers ? 1 : 0);
      room.put(order.get(i), quota - slotsOf(target, order.get(i)).size());
    }
    return room;
  }

  /** The total of a worker that keeps everything. */
  private int wanted(String worker, Set<Integer> numbers) {
    long kept = slotsOf(owned, worker).stream().filter(numbers::contains).count();
    return slotsOf(target, worker).size() + (int) kept;
  }

  /** The owned slots in the order in which they are kept: one of each route, then another, ... */
  private List<Integer> keptFirst(Set<Integer> before, Set<Integer> numbers) {
    Map<String, Integer> seen = new HashMap<>();
    Map<Integer, Integer> rank = new HashMap<>();
    for (int number : before) {
      if (numbers.contains(number)) {
        String route = routes.get(number);
        rank.put(number, route == null ? 0 : seen.merge(route, 1, Integer::sum));
      }
    }
    List<Integer> order = new ArrayList<>(rank.keySet());
    order.sort(
        Comparator.comparingInt((Integer number) -> count(rank, number))
            .thenComparing(Comparator.naturalOrder()));
    return order;
  }

  /** The worker with room that has the fewest sessions of the slot's route, and then of all. */
  private String worker(int number, Map<String, Integer> room) {
    String route = routes.get(number);
    return target.keySet().stream()
        .filter(worker -> count(room, worker) > 0)
        .min(
            Comparator.comparingInt((String worker) -> sessions(worker, route))
                .thenComparingInt(worker -> slotsOf(target, worker).size())
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  private void give(String worker, int number, Map<String, Integer> room) {
    slotsOf(target, worker).add(number);
    room.merge(worker, -1, Integer::sum);
  }

  /**
   * Exchanges slots until no exchange divides the sessions of the routes more evenly. Each exchange
   * reduces the sum of the squares of the sessions per worker and route, so this ends.
   */
  private void spreadRoutes() {
    boolean improved = true;
    while (improved) {
      improved = false;
      for (String from : target.keySet()) {
        for (String to : target.keySet()) {
          improved |= !from.equals(to) && exchange(from, to);
        }
      }
    }
  }

  /** Moves one slot to the other worker, and one back unless the first has more. */
  private boolean exchange(String from, String to) {
    Integer given =
        find(
            from,
            number -> sessions(from, routes.get(number)) - sessions(to, routes.get(number)) >= 2);
    if (given == null) {
      return false;
    }
    boolean returned = slotsOf(target, from).size() <= slotsOf(target, to).size();
    String route = routes.get(given);
    Integer back =
        returned
            ? find(
                to,
                number ->
                    !Objects.equals(routes.get(number), route)
                        && sessions(to, routes.get(number)) > sessions(from, routes.get(number)))
            : null;
    if (returned && back == null) {
      return false;
    }
    slotsOf(target, from).remove(given);
    slotsOf(target, to).add(given);
    if (back != null) {
      slotsOf(target, to).remove(back);
      slotsOf(target, from).add(back);
    }
    return true;
  }

  private @Nullable Integer find(String worker, IntPredicate condition) {
    return slotsOf(target, worker).stream()
        .filter(condition::test)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private int sessions(String worker, @Nullable String route) {
    if (route == null) {
      return 0;
    }
    return (int)
        slotsOf(target, worker).stream().filter(number -> route.equals(routes.get(number))).count();
  }

  private static Set<Integer> slotsOf(Map<String, Set<Integer>> slots, String worker) {
    return Objects.requireNonNull(slots.get(worker));
  }

  private static <K> int count(Map<K, Integer> counts, K key) {
    return counts.getOrDefault(key, 0);
  }
}
