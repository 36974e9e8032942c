package dev.notifier.worker.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FailoverTargetsTest {
  private static final List<String> FAILOVER = List.of("b", "c");

  private final Map<String, List<Integer>> live = new HashMap<>();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final FailoverTargets targets =
      new FailoverTargets(
          new BindId(7, "a", 1), route -> live.getOrDefault(route, List.of()), metrics);

  @Test
  void anotherSessionOfTheSameRouteIsPreferredThenTheFirstLiveRoute() {
    live.put("c", List.of(0));
    assertThat(targets.anySession(message(0), FAILOVER)).isEqualTo(target("c", 0));
    live.put("b", List.of(4));
    assertThat(targets.anySession(message(0), FAILOVER)).isEqualTo(target("b", 4));
    live.put("a", List.of(1, 2));
    assertThat(targets.anySession(message(0), FAILOVER)).isEqualTo(target("a", 2));
  }

  @Test
  void theBindItselfIsNoTarget() {
    live.put("a", List.of(1));

    assertThat(targets.anySession(message(0), FAILOVER)).isNull();
  }

  @Test
  void theSessionsOfARouteTakeTurns() {
    live.put("b", List.of(3, 5));

    assertThat(targets.anySession(message(0), FAILOVER)).isEqualTo(target("b", 3));
    assertThat(targets.anySession(message(0), FAILOVER)).isEqualTo(target("b", 5));
    assertThat(targets.anySession(message(0), FAILOVER)).isEqualTo(target("b", 3));
  }

  @Test
  void aMessageMovesAtMostFiveTimes() {
    live.put("b", List.of(3));

    assertThat(targets.anySession(message(4), FAILOVER)).isNotNull();
    assertThat(targets.anySession(message(5), FAILOVER)).isNull();
    assertThat(targets.toOtherRoute(segment(message(5)), FAILOVER)).isNull();
  }

  @Test
  void afterItsFirstMoveAMessagePrefersTheFailoverRoute() {
    live.put("a", List.of(2));
    assertThat(targets.anySession(message(1), FAILOVER)).isEqualTo(target("a", 2));
    live.put("c", List.of(0));
    assertThat(targets.anySession(message(1), FAILOVER)).isEqualTo(target("c", 0));
    assertThat(targets.anySession(message(0), FAILOVER)).isEqualTo(target("a", 2));
  }

  @Test
  void theMessageOfARejectedSegmentMovesAsItsNextAttempt() {
    live.put("a", List.of(0, 1));
    live.put("b", List.of(3));

    MessageTransfer transfer =
        Objects.requireNonNull(targets.toOtherRoute(segment(message(0)), FAILOVER));

    assertThat(transfer.topic()).isEqualTo("notifier.submit.b.normal");
    assertThat(transfer.partition()).isEqualTo(3);
    assertThat(transfer.message().attempt()).isEqualTo(2);
    assertThat(transfer.message().hops()).isEqualTo(1);
    assertThat(metrics.counter("notifier.submit.failed.over", "route", "a", "to", "b").count())
        .isEqualTo(1);
  }

  private static FailoverTargets.Target target(String route, int session) {
    return new FailoverTargets.Target(route, session);
  }

  private static PendingSegment segment(SubmitRecord message) {
    return SubmitFixtures.segment(message, 1, 1, false);
  }

  /** A message that has moved this often. */
  private static SubmitRecord message(int hops) {
    SubmitRecord message = SubmitFixtures.expiring("a", Lane.NORMAL, null);
    for (int i = 0; i < hops; i++) {
      message = message.failedOverTo("a", 1);
    }
    return message;
  }
}
