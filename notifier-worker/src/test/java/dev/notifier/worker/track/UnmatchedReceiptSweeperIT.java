package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static dev.notifier.worker.track.TrackHarness.unconfirmed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.tracking.UnconfirmedStore.UnconfirmedNotification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receipts of submissions whose response is missing; all notifications go to one number. */
class UnmatchedReceiptSweeperIT {
  private static final Instant DEADLINE = T0.plus(Duration.ofMinutes(2));

  private static final Instant NEXT_PASS = DEADLINE.plus(Duration.ofMinutes(11));

  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  private NotificationState state(UUID id) {
    return track.state(id).state();
  }

  private UUID held(int segments, int segment) {
    UUID id = track.planned(segments);
    track.read(unconfirmed(id, segment, false));
    return id;
  }

  @Test
  void theOnlyFittingSegmentIsMatchedAfterTheDeadline() {
    UUID id = held(1, 1);
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
    track.read(receipt("unknown", "DELIVRD"));
    track.sweepUnmatched(T0.plusSeconds(20));
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
    track.sweepUnmatched(DEADLINE);
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.state(id).detail())
        .isEqualTo("receipt err 000; receipt matched by number and time");
    assertThat(track.published(id)).containsExactly("UNCONFIRMED", "DELIVERED");
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
    track.read(receipt("unknown", "DELIVRD")); // again
    assertThat(track.published(id)).last().isEqualTo("DELIVERED");
  }

  @Test
  void aNegativeReceiptIsMatchedToo() {
    UUID id = held(1, 1);
    track.read(receipt("unknown", "UNDELIV"));
    track.sweepUnmatched(DEADLINE);
    assertThat(state(id)).isEqualTo(NotificationState.UNDELIVERED);
    assertThat(track.state(id).reason()).isEqualTo(FailureReason.RECEIPT_UNDELIVERED);
    assertThat(track.state(id).segmentBits().unconfirmed()).isZero();
  }

  @Test
  void oneUnconfirmedSegmentOfSeveralIsMatched() {
    UUID id = track.planned(2);
    track.read(accepted(id, 1, "A1"), unconfirmed(id, 2, false));
    track.read(receipt("A1", "DELIVRD"), receipt("unknown", "DELIVRD"));
    track.sweepUnmatched(DEADLINE);
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void nothingIsMatchedIfTwoNotificationsFit() {
    UUID one = held(1, 1);
    UUID other = held(1, 1);
    track.read(receipt("unknown", "DELIVRD"));
    track.sweepUnmatched(DEADLINE);
    assertThat(List.of(state(one), state(other))).containsOnly(NotificationState.UNCONFIRMED);
    assertThat(track.sweeps.countUnmatchedReceipts()).isEqualTo(1);
    track.read(accepted(other, 1, "B")); // its response arrives after all
    track.sweepUnmatched(NEXT_PASS);
    assertThat(state(one)).isEqualTo(NotificationState.UNCONFIRMED); // B may own the receipt
    track.read(receipt("B", "UNDELIV"));
    track.sweepUnmatched(DEADLINE.plus(Duration.ofHours(3)));
    assertThat(state(one)).isEqualTo(NotificationState.DELIVERED);
    assertThat(state(other)).isEqualTo(NotificationState.UNDELIVERED);
  }

  @Test
  void nothingIsMatchedIfTwoSegmentsFit() {
    UUID id = held(2, 1);
    track.read(unconfirmed(id, 2, false));
    track.read(receipt("unknown", "DELIVRD"));
    track.sweepUnmatched(DEADLINE);
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
  }

  @Test
  void nothingIsMatchedIfTwoReceiptsFit() {
    UUID id = held(1, 1);
    track.read(receipt("unknown1", "DELIVRD"), receipt("unknown2", "UNDELIV"));
    track.sweepUnmatched(DEADLINE);
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
  }

  @Test
  void aResentSegmentCountsAsFitting() {
    UUID id = held(1, 1);
    UUID resent = track.planned(1);
    track.read(unconfirmed(resent, 1, true), accepted(resent, 1, "A"));
    track.read(receipt("unknown", "DELIVRD"));
    track.sweepUnmatched(DEADLINE);
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
    assertThat(state(resent)).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void receiptsOfAnotherTimeOrRouteOrWithoutAnEndDoNotFit() {
    UUID id = held(1, 1);
    track.read(
        receipt("tooearly", "DELIVRD", T0.minusSeconds(1)),
        receipt("toolate", "DELIVRD", T0.plus(Duration.ofHours(49))),
        receipt("noend", "ENROUTE"),
        receipt("vina", "elsewhere", "DELIVRD", T0.plusSeconds(5)));
    track.sweepUnmatched(T0.plus(Duration.ofDays(3)));
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
  }

  @Test
  void aSegmentThatBecomesUnconfirmedLateIsMatched() {
    track.read(receipt("unknown", "DELIVRD"));
    track.sweepUnmatched(DEADLINE);
    UUID id = held(1, 1);
    track.sweepUnmatched(NEXT_PASS);
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void aResponseWithTheIdReassignsTheReceipt() {
    UUID held = held(1, 1);
    UUID owner = track.planned(1);
    track.read(receipt("A", "DELIVRD"));
    track.sweepUnmatched(DEADLINE);
    assertThat(state(held)).isEqualTo(NotificationState.DELIVERED);
    track.read(accepted(owner, 1, "A"));
    assertThat(state(owner)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void theNextSweepPublishesWhatWasOnlyLinked() {
    UUID id = held(1, 1);
    track.read(receipt("unknown", "DELIVRD"));
    track.producer.sendException = new IllegalStateException("Kafka is unavailable");
    assertThatThrownBy(() -> track.sweepUnmatched(DEADLINE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Kafka is unavailable");
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
    track.producer.sendException = null;
    track.sweepUnmatched(DEADLINE.plusSeconds(60));
    assertThat(track.published(id)).containsExactly("UNCONFIRMED", "DELIVERED");
  }

  @Test
  void unmatchedReceiptsAreCountedAndExpire() {
    track.read(receipt("A", "DELIVRD"));
    track.sweepUnmatched(T0.plus(Duration.ofDays(6)));
    assertThat(track.gauge(TrackMetrics.Name.UNMATCHED_RECEIPTS)).isEqualTo(1);
    track.sweepUnmatched(T0.plus(Duration.ofDays(8)));
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
    assertThat(track.count(TrackMetrics.Name.EXPIRED_RECEIPTS)).isEqualTo(1);
  }

  @Test
  void unconfirmedNotificationsAreListedInPagesAndCounted() {
    UUID one = held(1, 1);
    UUID two = held(3, 2);
    UUID three = track.planned(1, "vina", T0);
    track.read(unconfirmed("vina", three, 1, false, T0.plusSeconds(30)));
    track.planned(1);
    List<UnconfirmedNotification> all =
        track.unconfirmed.list("default", null, null, 10).notifications();
    assertThat(all).extracting(UnconfirmedNotification::id).containsExactly(three, two, one);
    assertThat(all.getFirst().since()).isEqualTo(T0.plusSeconds(30));
    assertThat(all.get(1).unconfirmedSegments()).isEqualTo(2);
    assertThat(all.get(1).resent()).isFalse();
    assertThat(all.get(1).category()).isEqualTo("SERVICE");
    assertThat(track.unconfirmed.list("default", ROUTE, null, 1).notifications())
        .extracting(UnconfirmedNotification::id)
        .containsExactly(two);
    assertThat(track.unconfirmed.list("default", ROUTE, two, 9).notifications())
        .extracting(UnconfirmedNotification::id)
        .containsExactly(one);
    assertThat(track.unconfirmed.count("default", ROUTE)).isEqualTo(2);
  }

  @Test
  void theGaugeShowsTheUnconfirmedNotificationsOfEachRoute() {
    UUID one = held(1, 1);
    UUID two = held(3, 2);
    UUID three = track.planned(1, "vina", T0);
    track.read(unconfirmed("vina", three, 1, false, T0));
    UnconfirmedGauge gauge =
        new UnconfirmedGauge(track.unconfirmed, TrackHarness.ROUTES, track.metrics);
    gauge.sweep(T0);
    assertThat(unconfirmedGauge(ROUTE)).isEqualTo(2);
    track.read(accepted(one, 1, "A"), accepted(two, 2, "B"));
    gauge.sweep(T0);
    assertThat(unconfirmedGauge(ROUTE)).isZero();
    assertThat(unconfirmedGauge("vina")).isEqualTo(1);
  }

  private double unconfirmedGauge(String route) {
    return track.gauge(TrackMetrics.Name.UNCONFIRMED, "route", route);
  }
}
