package dev.notifier.api.pipeline;

import dev.notifier.api.pipeline.PipelineDocument.Bound;
import dev.notifier.api.pipeline.PipelineDocument.RouteState;
import dev.notifier.api.pipeline.Queue.Waiting;
import dev.notifier.api.routes.RouteWaiting;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of each route and since when it is so. A session that binds again and again reports new
 * phases, and a new owner knows nothing of before, so what was seen first counts. Used by one
 * thread.
 */
final class RouteStates {
  private static final Set<Phase> BOUND = Set.of(Phase.BOUND, Phase.PAUSED, Phase.CIRCUIT_OPEN);

  private final Map<String, Known> known = new HashMap<>();
  private final Map<String, Pause> pauses = new HashMap<>();
  private final Hindrances hindrances = new Hindrances();
  private final Function<String, @Nullable Instant> pausedSince;

  private record Known(Bound state, @Nullable Instant since) {}

  private record Pause(int version, Instant since) {}

  /**
   * What a route has to send and sends.
   *
   * @param urgent what waits on its lane urgent
   * @param growing whether more and more waits
   * @param rate segments per second that were written lately; null if that is unknown
   */
  record Traffic(Waiting all, Waiting urgent, boolean growing, @Nullable Double rate) {}

  /**
   * @param pausedSince since when a route is paused; null if that is unknown at the moment. Asked
   *     once for each version of a route
   */
  RouteStates(Function<String, @Nullable Instant> pausedSince) {
    this.pausedSince = pausedSince;
  }

  /**
   * The state of a route now.
   *
   * @param sessions the last report of each
   * @param why its messages wait
   */
  RouteState state(
      RouteRecord route,
      List<SessionRecord> sessions,
      RouteWaiting.Waiting why,
      Traffic traffic,
      Instant now) {
    List<SessionRecord> alive =
        sessions.stream()
            .filter(each -> each.phase() != Phase.RETIRED && each.phase() != Phase.STOPPED)
            .filter(each -> each.at().plusSeconds(SessionRecord.STALE_SECONDS).isAfter(now))
            .toList();
    int wanted = route.settings().sessions();
    int bound = (int) alive.stream().filter(each -> BOUND.contains(each.phase())).count();
    Bound state = bound == 0 ? Bound.NONE : bound < wanted ? Bound.SOME : Bound.ALL;
    Instant since = since(route.name(), state, why.since(), now);
    return new RouteState(
        route.name(),
        state,
        route.paused() ? pausedSince(route) : since,
        why.reason().id(),
        hindrances.of(route, bound, why.reason(), traffic, now),
        route.paused(),
        wanted,
        bound,
        alive.stream().mapToInt(SessionRecord::window).sum(),
        alive.stream().mapToInt(SessionRecord::windowInUse).sum(),
        traffic.rate(),
        route.settings().rate(),
        traffic.all().count(),
        traffic.all().oldest(),
        traffic.urgent().count());
  }

  /** Forgets routes that are no more. */
  void retain(Set<String> routes) {
    known.keySet().retainAll(routes);
    pauses.keySet().retainAll(routes);
    hindrances.retain(routes);
  }

  /** The pause is an order, whatever the sessions report. */
  private @Nullable Instant pausedSince(RouteRecord route) {
    Pause noted = pauses.get(route.name());
    if (noted != null && noted.version() == route.version()) {
      return noted.since();
    }
    Instant since = pausedSince.apply(route.name());
    if (since != null) {
      pauses.put(route.name(), new Pause(route.version(), since));
    }
    return since;
  }

  /**
   * @param reported since when the sessions say that they are in their condition
   */
  private @Nullable Instant since(
      String route, Bound state, @Nullable Instant reported, Instant now) {
    Known before = known.get(route);
    @Nullable Instant since;
    if (before != null && before.state() == state) {
      since = before.since();
    } else if (state == Bound.NONE) {
      // A session that has just started has its time to bind.
      since = reported == null ? now : reported;
    } else {
      // Since when it was so at the first look is unknown.
      since = before == null ? null : now;
    }
    known.put(route, new Known(state, since));
    return since;
  }
}
