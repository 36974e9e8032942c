package dev.notifier.worker.schedule;

import dev.notifier.numbers.MobileNumber;
import dev.notifier.store.batches.StoredLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of batches the bulk lanes have room for. A line is for the route of its number, so a
 * route that is full or down stops only the batches that come to a line of it. Not thread-safe.
 */
final class LineRoom {
  /** The route of a line whose number is not known. */
  private static final String ANY = "";

  private final BulkRoom room;
  private final Function<MobileNumber, @Nullable String> routes;

  /**
   * @param routes the route that plan will take for a number; null if there is none
   */
  LineRoom(BulkRoom room, Function<MobileNumber, @Nullable String> routes) {
    this.room = room;
    this.routes = routes;
  }

  /** How many of these lines, in their order, may be fed now. */
  int fitting(List<StoredLine> lines) {
    Map<String, Integer> left = new HashMap<>();
    int fitting = 0;
    for (StoredLine line : lines) {
      int after =
          left.computeIfAbsent(route(line), route -> room.room(route.equals(ANY) ? null : route))
              - 1;
      if (after < 0) {
        return fitting;
      }
      left.put(route(line), after);
      fitting++;
    }
    return fitting;
  }

  /** Whether a line may be fed that is for a route, as {@link #route} names it. */
  boolean hasRoom(String route) {
    return room.room(route.equals(ANY) ? null : route) > 0;
  }

  /** Notes that lines were fed. */
  void fed(List<StoredLine> lines) {
    Map<String, Integer> byRoute = new HashMap<>();
    lines.forEach(line -> byRoute.merge(route(line), 1, Integer::sum));
    byRoute.forEach((route, count) -> room.fed(route.equals(ANY) ? null : route, count));
  }

  /** The route of a line; empty if it is not known. */
  String route(StoredLine line) {
    MobileNumber number = MobileNumber.ofE164(line.phone());
    String route = number == null ? null : routes.apply(number);
    return route == null ? ANY : route;
  }
}
