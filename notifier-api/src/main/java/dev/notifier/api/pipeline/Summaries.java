package dev.notifier.api.pipeline;

import dev.notifier.api.pipeline.PipelineDocument.Bound;
import dev.notifier.api.pipeline.PipelineDocument.Code;
import dev.notifier.api.pipeline.PipelineDocument.Hindrance;
import dev.notifier.api.pipeline.PipelineDocument.LaneDocument;
import dev.notifier.api.pipeline.PipelineDocument.RouteState;
import dev.notifier.api.pipeline.PipelineDocument.Summary;
import dev.notifier.contracts.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Summarises the state of the pipeline in one code: the worst that applies. */
final class Summaries {
  /** A session is bound again within this time when its worker restarts. */
  private static final Duration TAKE_OVER = Duration.ofSeconds(15);

  private Summaries() {}

  /**
   * The summary.
   *
   * @param available whether Kafka and PostgreSQL are
   * @param failedSince since when one of them is not; null if that is unknown
   */
  static Summary of(
      List<LaneDocument> lanes,
      List<RouteState> routes,
      boolean available,
      @Nullable Instant failedSince,
      Instant now) {
    long waiting = lanes.stream().mapToLong(each -> each.events() + each.messages()).sum();
    boolean urgent =
        lanes.stream().anyMatch(each -> each.lane().equals(Lane.URGENT.id()) && isLate(each, now));
    if (!available) {
      return new Summary(Code.STALE, null, failedSince, waiting, urgent, 0);
    }
    List<RouteState> down = routes.stream().filter(each -> isDown(each, now)).toList();
    if (!down.isEmpty()) {
      return ofRoute(Code.ROUTE_DOWN, down, urgent);
    }
    List<RouteState> paused = routes.stream().filter(RouteState::paused).toList();
    if (!paused.isEmpty()) {
      return ofRoute(Code.PAUSED, paused, urgent);
    }
    List<LaneDocument> late = lanes.stream().filter(each -> isLate(each, now)).toList();
    if (!late.isEmpty()) {
      return new Summary(
          Code.SLOW,
          null,
          late.stream().map(LaneDocument::oldest).min(Comparator.naturalOrder()).orElse(null),
          late.stream().mapToLong(each -> each.events() + each.messages()).sum(),
          urgent,
          0);
    }
    List<RouteState> slow = routes.stream().filter(Summaries::isSlow).toList();
    if (!slow.isEmpty()) {
      return ofRoute(Code.SLOW, slow, urgent);
    }
    return new Summary(Code.ALL_WELL, null, null, waiting, false, 0);
  }

  private static boolean isDown(RouteState route, Instant now) {
    Instant since = route.since();
    return !route.paused()
        && route.state() == Bound.NONE
        && (since == null || since.plus(TAKE_OVER).isBefore(now));
  }

  /** Nothing is late yet, but more and more waits, or nothing is sent at all. */
  private static boolean isSlow(RouteState route) {
    Hindrance hindrance = route.hindrance();
    return route.waiting() > 0
        && (hindrance == Hindrance.GROWING
            || hindrance == Hindrance.LATE
            || hindrance == Hindrance.FAILING);
  }

  private static boolean isLate(LaneDocument lane, Instant now) {
    Instant oldest = lane.oldest();
    Duration limit =
        lane.lane().equals(Lane.URGENT.id()) ? Hindrances.URGENT_LIMIT : Hindrances.OTHER_LIMIT;
    return oldest != null && oldest.plus(limit).isBefore(now);
  }

  /** Names the route for which most messages wait. */
  private static Summary ofRoute(Code code, List<RouteState> routes, boolean urgent) {
    RouteState worst =
        routes.stream().max(Comparator.comparingLong(RouteState::waiting)).orElseThrow();
    boolean urgentWaits = routes.stream().anyMatch(each -> each.urgentWaiting() > 0);
    return new Summary(
        code,
        worst.name(),
        code == Code.SLOW ? worst.oldest() : worst.since(),
        worst.waiting(),
        urgent || urgentWaits,
        routes.size() - 1);
  }
}
