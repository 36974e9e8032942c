package dev.notifier.api.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.pipeline.PipelineDocument.Bound;
import dev.notifier.api.pipeline.PipelineDocument.Code;
import dev.notifier.api.pipeline.PipelineDocument.Hindrance;
import dev.notifier.api.pipeline.PipelineDocument.LaneDocument;
import dev.notifier.api.pipeline.PipelineDocument.RouteState;
import dev.notifier.api.pipeline.PipelineDocument.Summary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummariesTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final Instant MINUTE_AGO = NOW.minusSeconds(60);

  @Test
  void allIsWellWhileLittleWaitsForAShortTime() {
    Summary summary =
        summary(
            List.of(lane("urgent", 3, NOW), lane("bulk", 7, MINUTE_AGO)), route("a", Bound.ALL));

    assertThat(summary).isEqualTo(new Summary(Code.ALL_WELL, null, null, 10, false, 0));
  }

  @Test
  void anUrgentMessageThatWaitsForAMinuteIsSlow() {
    Summary summary =
        summary(
            List.of(lane("urgent", 3, MINUTE_AGO), lane("bulk", 7, MINUTE_AGO)),
            route("a", Bound.ALL));

    assertThat(summary).isEqualTo(new Summary(Code.SLOW, null, MINUTE_AGO, 3, true, 0));
  }

  @Test
  void theRouteForWhichMostWaitsIsNamed() {
    Summary summary =
        summary(
            List.of(lane("bulk", 7, MINUTE_AGO)),
            route("a", Bound.NONE, MINUTE_AGO, false, 1),
            route("b", Bound.NONE, MINUTE_AGO, false, 6),
            route("c", Bound.SOME));

    assertThat(summary).isEqualTo(new Summary(Code.ROUTE_DOWN, "b", MINUTE_AGO, 6, false, 1));
  }

  @Test
  void aRouteIsNotDownDuringATakeOver() {
    Instant now = NOW.minusSeconds(3);

    assertThat(summary(List.of(), route("a", Bound.NONE, now, false, 0)).code())
        .isEqualTo(Code.ALL_WELL);
  }

  @Test
  void aPausedRouteIsNotDown() {
    Summary summary = summary(List.of(), route("a", Bound.NONE, MINUTE_AGO, true, 5));

    assertThat(summary).isEqualTo(new Summary(Code.PAUSED, "a", MINUTE_AGO, 5, false, 0));
  }

  /** The operator who pauses must see at once that codes do not arrive. */
  @Test
  void urgentMessagesOfAPausedRouteAreAffectedHoweverShortTheyWait() {
    RouteState paused =
        new RouteState(
            "a", Bound.ALL, NOW, "route-paused", null, true, 1, 1, 10, 0, 0.0, 50, 9, NOW, 1);

    assertThat(summary(List.of(lane("urgent", 1, NOW)), paused, route("b", Bound.ALL)))
        .isEqualTo(new Summary(Code.PAUSED, "a", NOW, 9, true, 0));
  }

  @Test
  void aRouteWithMoreAndMoreToSendIsSlow() {
    RouteState growing =
        new RouteState(
            "a",
            Bound.ALL,
            null,
            "queued",
            Hindrance.GROWING,
            false,
            1,
            1,
            10,
            0,
            0.0,
            50,
            177,
            MINUTE_AGO,
            0);

    assertThat(summary(List.of(lane("normal", 177, MINUTE_AGO)), growing))
        .isEqualTo(new Summary(Code.SLOW, "a", MINUTE_AGO, 177, false, 0));
  }

  @Test
  void nothingElseIsSaidWithoutKafka() {
    assertThat(Summaries.of(List.of(), List.of(route("a", Bound.NONE)), false, MINUTE_AGO, NOW))
        .isEqualTo(new Summary(Code.STALE, null, MINUTE_AGO, 0, false, 0));
  }

  private static Summary summary(List<LaneDocument> lanes, RouteState... routes) {
    return Summaries.of(lanes, List.of(routes), true, null, NOW);
  }

  private static LaneDocument lane(String lane, long waiting, Instant oldest) {
    return new LaneDocument(lane, waiting, 0, oldest, Trend.STEADY.id(), null);
  }

  private static RouteState route(String name, Bound state) {
    return route(name, state, null, false, 0);
  }

  private static RouteState route(
      String name, Bound state, @Nullable Instant since, boolean paused, long waiting) {
    return new RouteState(
        name, state, since, "queued", null, paused, 1, 1, 10, 0, 0.0, 50, waiting, null, 0);
  }
}
