package dev.notifier.worker.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailoverTargetsTest {
  private static final List<String> FAILOVER = List.of("b", "c");

  private final Map<String, List<Integer>> live = new HashMap<>();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final FailoverTargets targets =
      new FailoverTargets(
          new BindId(7, "a", 1),
          route -> live.getOrDefault(route, List.of()),
          (route, address) -> route.equals("c") && address.equals("8079"),
          metrics);

  @Test
  void anotherSessionOfTheSameRouteIsPreferredThenTheFirstLiveRoute() {
    live.put("c", List.of(0));
    assertThat(fromDown(message(0))).isEqualTo("c.normal/0");
    live.put("b", List.of(4));
    assertThat(fromDown(message(0))).isEqualTo("b.normal/4");
    live.put("a", List.of(1, 2));
    assertThat(fromDown(message(0))).isEqualTo("a.normal/2");
  }

  @Test
  void theBindItselfIsNoTarget() {
    live.put("a", List.of(1));

    assertThat(fromDown(message(0))).isEqualTo("stays");
  }

  @Test
  void theSessionsOfARouteTakeTurns() {
    live.put("b", List.of(3, 5));

    assertThat(fromDown(message(0))).isEqualTo("b.normal/3");
    assertThat(fromDown(message(0))).isEqualTo("b.normal/5");
    assertThat(fromDown(message(0))).isEqualTo("b.normal/3");
  }

  @Test
  void afterItsFirstMoveAMessagePrefersTheFailoverRoute() {
    live.put("a", List.of(2));
    assertThat(fromDown(message(1))).isEqualTo("a.normal/2");
    live.put("c", List.of(0));
    assertThat(fromDown(message(1))).isEqualTo("c.normal/0");
    assertThat(fromDown(message(0))).isEqualTo("a.normal/2");
  }

  @Test
  void aMessageThatHasMovedFiveTimesWaitsAndStaysIfNoBindIsLive() {
    assertThat(fromDown(message(5))).isEqualTo("stays");
    live.put("b", List.of(3));

    assertThat(fromDown(message(4))).isEqualTo("b.normal/3");
    assertThat(fromDown(message(5))).isEqualTo("notifier.retry.normal.30s");
    assertThat(moves("b")).isEqualTo(1);
    assertThat(targets.toOtherRoute(segment(message(5)), FAILOVER)).isNull();
  }

  @Test
  void aMoveIsCountedAndIsNoAttempt() {
    live.put("b", List.of(3));

    MessageTransfer transfer =
        Objects.requireNonNull(targets.fromDown(message(1), Lane.BULK, FAILOVER));

    assertThat(transfer.topic()).isEqualTo("notifier.submit.b.bulk");
    assertThat(transfer.message().route()).isEqualTo("b");
    assertThat(transfer.message().attempt()).isEqualTo(1);
    assertThat(transfer.message().hops()).isEqualTo(2);
    assertThat(moves("b")).isEqualTo(1);
  }

  @Test
  void theMessagesOfARetiredSessionPreferTheirOwnRouteHoweverOftenTheyMoved() {
    live.put("a", List.of(2));
    live.put("b", List.of(4));

    assertThat(fromRetired(message(0))).isEqualTo("a.normal/2");
    assertThat(fromRetired(message(1))).isEqualTo("a.normal/2");
    assertThat(fromRetired(message(7))).isEqualTo("a.normal/2");
  }

  @Test
  void theMessagesOfARetiredSessionChangeTheRouteOnlyIfTheyMayMove() {
    live.put("c", List.of(4));

    assertThat(fromRetired(message(4))).isEqualTo("c.normal/4");
    assertThat(fromRetired(message(5))).as("moved too often").isEqualTo("a.normal/0");
    assertThat(fromRetired(message(0).retryOf(1, 2, true)))
        .as("the carrier may have it")
        .isEqualTo("a.normal/0");
  }

  @Test
  void theMessagesOfARetiredSessionGoToTheFirstSessionIfNoBindIsLive() {
    assertThat(fromRetired(message(0))).isEqualTo("a.normal/0");
    live.put("a", List.of(1));
    assertThat(fromRetired(message(0))).as("the session itself").isEqualTo("a.normal/0");
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
    assertThat(moves("b")).isEqualTo(1);
  }

  @Test
  void anAnswerOnlyGoesToARouteThatMaySendFromItsAddress() {
    live.put("b", List.of(3));
    live.put("c", List.of(4));

    assertThat(fromDown(answer("8079"))).isEqualTo("c.normal/4");
    assertThat(fromRetired(answer("8079"))).isEqualTo("c.normal/4");
    assertThat(route(targets.toOtherRoute(segment(answer("8079")), FAILOVER))).isEqualTo("c");
    assertThat(fromDown(SubmitFixtures.sentFrom("a", "8079", "/tst", Category.SERVICE)))
        .as("no answer")
        .isEqualTo("b.normal/3");
  }

  @Test
  void anAnswerThatNoLiveRouteMaySendWaitsAndBlocksNoOther() {
    live.put("b", List.of(3));

    assertThat(fromDown(answer("8079"))).isEqualTo("notifier.retry.normal.30s");
    assertThat(fromRetired(answer("8079"))).isEqualTo("a.normal/0");
    assertThat(targets.toOtherRoute(segment(answer("8079")), FAILOVER)).isNull();
    live.put("a", List.of(2));
    assertThat(fromDown(answer("8079"))).as("its own route").isEqualTo("a.normal/2");
    live.clear();
    assertThat(fromDown(answer("8079"))).isEqualTo("stays");
  }

  private static String route(@Nullable MessageTransfer transfer) {
    return transfer == null ? "stays" : transfer.message().route();
  }

  private static SubmitRecord answer(String address) {
    return SubmitFixtures.answer("a", address);
  }

  private String fromDown(SubmitRecord message) {
    return target(targets.fromDown(message, Lane.NORMAL, FAILOVER));
  }

  private String fromRetired(SubmitRecord message) {
    return target(targets.fromRetired(message, Lane.NORMAL, FAILOVER));
  }

  /** The route, lane and session, or the retry topic. */
  private static String target(@Nullable MessageTransfer transfer) {
    if (transfer == null) {
      return "stays";
    }
    Integer session = transfer.partition();
    return session == null
        ? transfer.topic()
        : transfer.topic().replace("notifier.submit.", "") + "/" + session;
  }

  private double moves(String to) {
    return metrics.counter("notifier.submit.failed.over", "route", "a", "to", to).count();
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
