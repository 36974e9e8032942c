package dev.notifier.console.routes;

import dev.notifier.console.pipeline.PipelineStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one must know before a route is paused.
 *
 * @param now null if it is not known
 * @param urgentMinutes after how long the first urgent messages expire; null if it is not known
 * @param others the names of the routes that could take its new messages
 */
record PauseView(
    RouteView route,
    PipelineStatus.@Nullable Route now,
    @Nullable Long urgentMinutes,
    List<String> others) {
  static PauseView of(
      RouteView route,
      PipelineStatus.@Nullable Route now,
      @Nullable Long urgentMinutes,
      List<RouteView> routes) {
    return new PauseView(
        route,
        now,
        urgentMinutes,
        routes.stream()
            .filter(other -> !other.name().equals(route.name()))
            .filter(other -> other.canTakeOver() && !other.paused() && !other.isDown())
            .map(RouteView::name)
            .toList());
  }
}
