package dev.notifier.console.routes;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.live.LivePage;
import dev.notifier.console.live.LivePart;
import dev.notifier.console.live.LiveSource;
import dev.notifier.console.live.LiveTopic;
import dev.notifier.console.pipeline.PipelineStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The parts of the pages of routes that are kept up to date. */
final class RouteTopics {
  private static final int RARELY = 10;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final LiveSource<RouteTraffic> TRAFFIC =
      new LiveSource<>(
          "routes-traffic", "reports:read", RARELY, RouteTopics::traffic, RouteTraffic.class);

  static final LivePage ALL =
      new LivePage(
          "routes",
          "routes",
          List.of(
              LivePart.of(
                  "routes-table",
                  PipelineStatus.SOURCE,
                  (page, data) ->
                      (out, none) ->
                          JtetableGenerated.render(
                              out, none, page, data.get(PipelineStatus.SOURCE))),
              LivePart.of(
                  "routes-traffic",
                  TRAFFIC,
                  (page, data) ->
                      (out, none) ->
                          JtetrafficGenerated.render(out, none, page, data.get(TRAFFIC)))));

  private RouteTopics() {}

  private static ApiPath traffic(Instant now) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    return ApiPath.of("/v1/reports/messages")
        .with("from", hour.minus(1, ChronoUnit.HOURS).toString())
        .with("to", hour.plus(1, ChronoUnit.HOURS).toString())
        .with("interval", "hour")
        .with("groupBy", "route,state,reason");
  }

  private static PipelineStatus.Route ordered(PipelineStatus.Route route, RouteSessions stored) {
    RouteSessions.Pause pause = stored.pause();
    return route.ordered(stored.paused(), pause == null ? null : pause.since());
  }

  /** The parts of the page of one route. */
  static LivePage one(String name) {
    LiveSource<RouteSessions> sessions =
        LiveSource.of(
            "route-" + name,
            "routes:read",
            1,
            ApiPath.of("/v1/routes/{}", name),
            RouteSessions.class);
    return new LivePage(
        "route/" + name,
        "routes/" + name,
        List.of(
            new LivePart(
                "route-status",
                List.of(PipelineStatus.SOURCE, sessions),
                Set.of(),
                (page, data) -> {
                  Optional<PipelineStatus.Route> route =
                      data.get(PipelineStatus.SOURCE).flatMap(pipeline -> pipeline.route(name));
                  Optional<RouteSessions> known = data.get(sessions);
                  Optional<PipelineStatus.Route> now =
                      route.map(each -> known.map(stored -> ordered(each, stored)).orElse(each));
                  return (out, none) -> JtestatusGenerated.render(out, none, page, now, known);
                }),
            LivePart.of(
                "route-failures",
                TRAFFIC,
                (page, data) ->
                    (out, none) ->
                        JtefailuresGenerated.render(out, none, page, data.get(TRAFFIC), name))));
  }

  /** The list. */
  static final class All implements LiveTopic {
    @Override
    public String name() {
      return "routes";
    }

    @Override
    public Optional<LivePage> page(String key) {
      return key.isEmpty() ? Optional.of(ALL) : Optional.empty();
    }
  }

  /** One route. */
  static final class One implements LiveTopic {
    @Override
    public String name() {
      return "route";
    }

    @Override
    public Optional<LivePage> page(String key) {
      return NAME.matcher(key).matches() ? Optional.of(one(key)) : Optional.empty();
    }
  }
}
