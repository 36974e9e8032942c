package dev.notifier.api.pipeline;

import dev.notifier.api.pipeline.PipelineDocument.Hindrance;
import dev.notifier.api.routes.WaitingReason;
import dev.notifier.config.RouteRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What hinders routes although they are bound. It holds for a minute longer than its cause, so that
 * a page does not change with each look. Used by one thread.
 */
final class Hindrances {
  /** A one-time code is of little use after a minute. */
  static final Duration URGENT_LIMIT = Duration.ofSeconds(30);

  /** As long as a burst takes to work off. */
  static final Duration OTHER_LIMIT = Duration.ofMinutes(10);

  /** A backlog that grows for a shorter time is a burst. */
  private static final Duration GROWING_LIMIT = Duration.ofSeconds(30);

  private static final Duration HOLD = Duration.ofMinutes(1);
  private static final Duration UNSTABLE = Duration.ofMinutes(5);

  /** An order to bind again takes as long. */
  private static final Duration REBIND = Duration.ofSeconds(30);

  private final Map<String, Known> routes = new HashMap<>();

  /** What is known about a route. */
  private static final class Known {
    private int bound;
    private int wanted;
    private int rebind;
    private @Nullable Instant orderedAt;
    private @Nullable Instant lostAt;
    private @Nullable Hindrance hindrance;
    private Instant seenAt = Instant.EPOCH;
  }

  /**
   * What hinders a route now; null if nothing does.
   *
   * @param bound how many sessions are
   */
  @Nullable Hindrance of(
      RouteRecord route,
      int bound,
      WaitingReason reason,
      RouteStates.Traffic traffic,
      Instant now) {
    Known known = routes.computeIfAbsent(route.name(), _ -> first(route));
    noteLosses(known, route, bound, now);
    if (route.paused() || bound == 0) {
      known.hindrance = null;
      return null;
    }
    Hindrance found = found(known, reason, traffic, now);
    Hindrance former = known.hindrance;
    if (found != null && (former == null || found.compareTo(former) <= 0)) {
      known.seenAt = now;
      known.hindrance = found;
    } else if (former != null && !known.seenAt.plus(HOLD).isAfter(now)) {
      known.seenAt = now;
      known.hindrance = found;
    }
    return known.hindrance;
  }

  void retain(Set<String> names) {
    routes.keySet().retainAll(names);
  }

  private static Known first(RouteRecord route) {
    Known known = new Known();
    known.rebind = route.rebind();
    return known;
  }

  /** A session that ends because someone ordered it is not lost. */
  private static void noteLosses(Known known, RouteRecord route, int bound, Instant now) {
    if (known.rebind != route.rebind()) {
      known.rebind = route.rebind();
      known.orderedAt = now;
    }
    int wanted = route.settings().sessions();
    boolean ordered = known.orderedAt != null && known.orderedAt.plus(REBIND).isAfter(now);
    if (bound < known.bound && wanted >= known.wanted && !ordered) {
      known.lostAt = now;
    }
    known.bound = bound;
    known.wanted = wanted;
  }

  private static @Nullable Hindrance found(
      Known known, WaitingReason reason, RouteStates.Traffic traffic, Instant now) {
    if (reason == WaitingReason.CARRIER_FAILING) {
      return Hindrance.FAILING;
    }
    if (isOlder(traffic.urgent().oldest(), URGENT_LIMIT, now)
        || isOlder(traffic.all().oldest(), OTHER_LIMIT, now)) {
      return Hindrance.LATE;
    }
    if (reason == WaitingReason.THROTTLED_BY_CARRIER) {
      return Hindrance.THROTTLED;
    }
    if (traffic.growing() && isOlder(traffic.all().oldest(), GROWING_LIMIT, now)) {
      return Hindrance.GROWING;
    }
    return known.lostAt != null && known.lostAt.plus(UNSTABLE).isAfter(now)
        ? Hindrance.UNSTABLE
        : null;
  }

  private static boolean isOlder(@Nullable Instant oldest, Duration limit, Instant now) {
    return oldest != null && oldest.plus(limit).isBefore(now);
  }
}
