package dev.notifier.api.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.pipeline.PipelineDocument.Hindrance;
import dev.notifier.api.pipeline.PipelineDocument.RouteState;
import dev.notifier.api.pipeline.Queue.Waiting;
import dev.notifier.api.pipeline.RouteStates.Traffic;
import dev.notifier.api.routes.RouteWaiting;
import dev.notifier.api.routes.WaitingReason;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteStatesTest {
  private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");
  private static final Instant PAUSED_AT = START.minusSeconds(100);
  private static final Traffic NOTHING = new Traffic(Waiting.NONE, Waiting.NONE, false, 0.0);

  private int asked;
  private @Nullable Instant pausedAt = PAUSED_AT;
  private final RouteStates states =
      new RouteStates(_ -> {
        asked++;
        return pausedAt;
      });

  @Test
  void aPauseLastsSinceItsOrderAndIsAskedOnceForEachVersion() {
    pausedAt = null;
    assertThat(paused(4).since()).isNull();
    pausedAt = PAUSED_AT;
    assertThat(paused(4).since()).isEqualTo(PAUSED_AT);
    assertThat(paused(4).hindrance()).isNull();
    assertThat(asked).isEqualTo(2);
    assertThat(paused(5).since()).isEqualTo(PAUSED_AT);
    assertThat(asked).isEqualTo(3);
  }

  private RouteState paused(int version) {
    return states.state(
        route(version, true, 0),
        sessions(2, Phase.PAUSED, START),
        new RouteWaiting.Waiting(WaitingReason.ROUTE_PAUSED, START),
        waiting(120, 120, true),
        START);
  }

  @Test
  void nothingHindersARouteThatSendsWhatComes() {
    assertThat(look(0, 2, WaitingReason.QUEUED, NOTHING)).isNull();
    assertThat(look(2, 2, WaitingReason.QUEUED, waiting(20, 20, true))).isNull();
    assertThat(look(4, 2, WaitingReason.QUEUED, waiting(120, 0, false))).isNull();
  }

  @Test
  void theWorstHindranceIsSaid() {
    assertThat(look(0, 2, WaitingReason.QUEUED, waiting(31, 0, true))).isEqualTo(Hindrance.GROWING);
    assertThat(look(2, 2, WaitingReason.THROTTLED_BY_CARRIER, waiting(31, 0, true)))
        .isEqualTo(Hindrance.THROTTLED);
    assertThat(look(4, 2, WaitingReason.THROTTLED_BY_CARRIER, waiting(31, 31, true)))
        .isEqualTo(Hindrance.LATE);
    assertThat(look(6, 2, WaitingReason.CARRIER_FAILING, NOTHING)).isEqualTo(Hindrance.FAILING);
  }

  @Test
  void whatWaitsForTenMinutesIsLate() {
    assertThat(look(0, 2, WaitingReason.QUEUED, waiting(601, 0, false))).isEqualTo(Hindrance.LATE);
  }

  @Test
  void aHindranceHoldsForAMinuteAfterItsCause() {
    look(0, 2, WaitingReason.THROTTLED_BY_CARRIER, NOTHING);
    assertThat(look(30, 2, WaitingReason.QUEUED, NOTHING)).isEqualTo(Hindrance.THROTTLED);
    assertThat(look(59, 2, WaitingReason.THROTTLED_BY_CARRIER, NOTHING))
        .isEqualTo(Hindrance.THROTTLED);
    assertThat(look(118, 2, WaitingReason.QUEUED, NOTHING)).isEqualTo(Hindrance.THROTTLED);
    assertThat(look(119, 2, WaitingReason.QUEUED, NOTHING)).isNull();
  }

  @Test
  void aLostSessionIsNotForgottenForFiveMinutesUnlessItWasOrdered() {
    look(0, 2, WaitingReason.QUEUED, NOTHING);
    assertThat(look(2, 0, WaitingReason.ROUTE_DOWN, NOTHING)).isNull();
    assertThat(look(4, 2, WaitingReason.QUEUED, NOTHING)).isEqualTo(Hindrance.UNSTABLE);
    assertThat(look(299, 2, WaitingReason.QUEUED, NOTHING)).isEqualTo(Hindrance.UNSTABLE);
    assertThat(look(400, 2, WaitingReason.QUEUED, NOTHING)).isNull();

    assertThat(look(402, 1, 1, WaitingReason.QUEUED, NOTHING)).isNull();
    assertThat(look(404, 2, 1, WaitingReason.QUEUED, NOTHING)).isNull();
  }

  private @Nullable Hindrance look(int second, int bound, WaitingReason reason, Traffic traffic) {
    return look(second, bound, 0, reason, traffic);
  }

  private @Nullable Hindrance look(
      int second, int bound, int rebind, WaitingReason reason, Traffic traffic) {
    Instant now = START.plusSeconds(second);
    return states
        .state(
            route(1, false, rebind),
            sessions(bound, Phase.BOUND, now),
            new RouteWaiting.Waiting(reason, null),
            traffic,
            now)
        .hindrance();
  }

  /** Since how many seconds before the start something waits; 0 = nothing does. */
  private static Traffic waiting(int all, int urgent, boolean growing) {
    return new Traffic(since(all), since(urgent), growing, 1.0);
  }

  private static Waiting since(int seconds) {
    return seconds == 0 ? Waiting.NONE : new Waiting(5, START.minusSeconds(seconds));
  }

  private static List<SessionRecord> sessions(int number, Phase phase, Instant now) {
    return IntStream.range(0, number)
        .mapToObj(session ->
            new SessionRecord(
                SessionRecord.VERSION,
                "viettel",
                session,
                "worker-1",
                phase,
                25,
                25,
                10,
                0,
                null,
                now,
                now))
        .toList();
  }

  private static RouteRecord route(int version, boolean paused, int rebind) {
    byte[] spec = "{\"host\":\"smsc.example\",\"sessions\":2}".getBytes(StandardCharsets.UTF_8);
    RouteConfig settings = RecordJson.read(spec, RouteConfig.class).withLimits(2, 10, 50);
    return new RouteRecord(RouteRecord.VERSION, "viettel", version, settings, paused, rebind, null);
  }
}
