package dev.notifier.worker.feeding;

import dev.notifier.numbers.MobileNumber;
import dev.notifier.store.batches.StoredLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Which lines of batches the lanes of the routes have room for. A line is for the route of its
 * number, so a route that is full or down stops only the batches that come to a line of it. One
 * that may take either of two routes needs room on both. Not thread-safe.
 */
final class LineRoom {
  private final RouteRooms room;
  private final BiFunction<String, MobileNumber, Set<String>> routes;

  /**
   * @param routes the routes that plan may take for a number of a message of a tenant; empty if
   *     there is none
   */
  LineRoom(RouteRooms room, BiFunction<String, MobileNumber, Set<String>> routes) {
    this.room = room;
    this.routes = routes;
  }

  /** How many of these lines of a tenant, in their order, may be fed now. */
  int fitting(String tenant, List<StoredLine> lines) {
    Map<String, Integer> left = new HashMap<>();
    int anywhere = room.room(null);
    int fitting = 0;
    for (StoredLine line : lines) {
      Set<String> ways = routes(tenant, line);
      int most = ways.isEmpty() ? anywhere-- : Integer.MAX_VALUE;
      for (String way : ways) {
        most = Math.min(most, left.computeIfAbsent(way, room::room));
      }
      if (most <= 0) {
        return fitting;
      }
      ways.forEach(way -> left.merge(way, -1, Integer::sum));
      fitting++;
    }
    return fitting;
  }

  /** Whether a line may be fed that is for these routes, as {@link #routes} names them. */
  boolean hasRoom(Set<String> ways) {
    return ways.isEmpty() ? room.room(null) > 0 : ways.stream().allMatch(way -> room.room(way) > 0);
  }

  /** Notes that lines of a tenant were fed. */
  void fed(String tenant, List<StoredLine> lines) {
    Map<String, Integer> byRoute = new HashMap<>();
    int anywhere = 0;
    for (StoredLine line : lines) {
      Set<String> ways = routes(tenant, line);
      anywhere += ways.isEmpty() ? 1 : 0;
      ways.forEach(way -> byRoute.merge(way, 1, Integer::sum));
    }
    byRoute.forEach(room::fed);
    room.fed(null, anywhere);
  }

  /** The routes that a line may take; empty if none is known. */
  Set<String> routes(String tenant, StoredLine line) {
    MobileNumber number = MobileNumber.ofE164(line.phone());
    return number == null ? Set.of() : routes.apply(tenant, number);
  }
}
