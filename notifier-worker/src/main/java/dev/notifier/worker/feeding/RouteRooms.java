package dev.notifier.worker.feeding;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many lines of batches may be fed now to one lane of each route. The lane holds at most what
 * the route took from it in some seconds, so that pausing a batch needs nothing but to feed no
 * more. What a route takes is measured over the last minute and over the last five seconds, and the
 * greater one counts: so a route that begins to send is fed faster within seconds. For which routes
 * events are that plan has not read is not known, so each route has less room for all of them. Not
 * thread-safe.
 */
final class RouteRooms {
  /** Of the lane bulk: a pause takes effect within five seconds. */
  static final Bounds BULK = new Bounds(5, 500, 20_000, Integer.MAX_VALUE);

  /** Of the lane normal: single messages wait behind these lines. */
  static final Bounds NORMAL = new Bounds(2, 100, 1_000, 1_000);

  private static final long SECOND = 1_000_000_000L;
  private static final long LONG_WINDOW = 60 * SECOND;
  private static final long SHORT_WINDOW = 5 * SECOND;

  private final Bounds bounds;
  private final Map<String, Route> routes = new HashMap<>();
  private boolean known;
  private int left;

  /**
   * What the lane holds.
   *
   * @param seconds of what a route takes
   * @param least messages, also of a route that takes little
   * @param most messages, also of a route that takes much
   * @param perMeasurement lines that may be fed for all routes until the next measurement
   */
  record Bounds(int seconds, int least, int most, int perMeasurement) {}

  /**
   * The lane of a session of a route.
   *
   * @param session from 0
   * @param taken offset of the first record that the session has not taken
   * @param end offset behind the last record
   */
  record Session(String route, int session, long taken, long end) {
    long waiting() {
      return Math.max(0, end - taken);
    }
  }

  /** How much the lanes of a route had taken at a time. */
  private record Sample(long nanos, long taken) {}

  private final class Route {
    private final Map<Integer, Long> sessions = new HashMap<>();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long taken;
    private long waiting;
    private int room;
    private boolean isFull;

    void measure(Session lane) {
      Long before = sessions.put(lane.session(), lane.taken());
      // A session that was not known has not taken all that at this moment.
      taken += before == null ? 0 : Math.max(0, lane.taken() - before);
      waiting += lane.waiting();
    }

    void measured(long nanos, long waitingEvents) {
      samples.addLast(new Sample(nanos, taken));
      while (nanos - samples.getFirst().nanos() > LONG_WINDOW) {
        samples.removeFirst();
      }
      long bound = bound(nanos);
      room = Math.clamp(bound - waiting - waitingEvents, 0, bounds.most());
      isFull = 2L * room < bound;
    }

    double perSecond(long nanos) {
      return Math.max(perSecond(nanos, LONG_WINDOW), perSecond(nanos, SHORT_WINDOW));
    }

    private double perSecond(long nanos, long window) {
      for (Sample first : samples) {
        long elapsed = nanos - first.nanos();
        if (elapsed <= window && elapsed > 0) {
          return (double) (taken - first.taken()) * SECOND / elapsed;
        }
      }
      return 0;
    }

    long bound(long nanos) {
      return Math.clamp(
          Math.round(bounds.seconds() * perSecond(nanos)), bounds.least(), bounds.most());
    }
  }

  RouteRooms(Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * Notes a measurement. It replaces the last one, with what was fed since.
   *
   * @param nanos when it was made, by a monotonic clock
   * @param waitingEvents events on the bulk lane that are not planned
   * @param lanes those of all sessions, measured after these events
   */
  void measured(long nanos, long waitingEvents, Iterable<Session> lanes) {
    Set<String> before = Set.copyOf(routes.keySet());
    routes.values().forEach(route -> route.waiting = 0);
    Set<String> present = new HashSet<>();
    for (Session lane : lanes) {
      routes.computeIfAbsent(lane.route(), _ -> new Route()).measure(lane);
      present.add(lane.route());
    }
    before.stream().filter(route -> !present.contains(route)).forEach(routes::remove);
    routes.values().forEach(route -> route.measured(nanos, waitingEvents));
    left = bounds.perMeasurement();
    known = true;
  }

  /**
   * How many messages a route takes a second from a lane that is more than half full; {@link
   * Integer#MAX_VALUE} if it is not.
   *
   * @param nanos of the last measurement
   */
  int takenOfFull(String route, long nanos) {
    Route one = routes.get(route);
    return one != null && one.isFull
        ? (int) Math.round(one.perSecond(nanos, SHORT_WINDOW))
        : Integer.MAX_VALUE;
  }

  /**
   * Lets routes have less room until the next measurement.
   *
   * @param most for the name of a route, from 0
   */
  void limit(ToIntFunction<String> most) {
    routes.forEach((name, route) -> route.room = Math.min(route.room, most.applyAsInt(name)));
  }

  /** Nothing may be fed until the next measurement. */
  void unknown() {
    known = false;
  }

  /**
   * Notes that lines were fed.
   *
   * @param route null if they may be for any route
   */
  void fed(@Nullable String route, int lines) {
    left = Math.max(0, left - lines);
    routes.forEach((name, each) -> {
      if (route == null || name.equals(route)) {
        each.room = Math.max(0, each.room - lines);
      }
    });
  }

  /**
   * How many lines may be fed now.
   *
   * @param route null for lines that may be for any route: as many as the fullest one has room for
   */
  int room(@Nullable String route) {
    if (!known) {
      return 0;
    }
    Route one = route == null ? null : routes.get(route);
    return one != null
        ? one.room
        : routes.values().stream().mapToInt(each -> each.room).min().orElse(0);
  }

  /** How many lines may be fed now, if they are for the route that has the most room. */
  int most() {
    int most = routes.values().stream().mapToInt(each -> each.room).max().orElse(0);
    return known ? Math.min(most, left) : 0;
  }
}
