package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.doubt;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.SegmentId;
import dev.notifier.store.tracking.UnconfirmedStore.UnconfirmedNotification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receipts of submissions whose answer was lost; all notifications go to one number. */
class UnconfirmedIT {
  private static final Instant DEADLINE = T0.plus(Duration.ofMinutes(2));

  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  private NotificationState state(UUID id) {
    return track.standing(id).state();
  }

  private UUID held(int segments, int part) {
    UUID id = track.planned(segments);
    track.tell(doubt(id, part, false));
    return id;
  }

  @Test
  void theOnlyOneThatFitsIsTakenAfterTheDeadline() {
    UUID id = held(1, 1);
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
    track.tell(receipt("unknown", "DELIVRD"));
    track.waitingSweep(T0.plusSeconds(20)).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
    track.waitingSweep(DEADLINE).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.standing(id).detail())
        .isEqualTo("receipt err 000; receipt matched by number and time");
    assertThat(track.states(id)).containsExactly("UNCONFIRMED", "DELIVERED");
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
    track.tell(receipt("unknown", "DELIVRD")); // once more
    assertThat(track.states(id)).last().isEqualTo("DELIVERED");
  }

  @Test
  void aNegativeOneCountsToo() {
    UUID id = held(1, 1);
    track.tell(receipt("unknown", "UNDELIV"));
    track.waitingSweep(DEADLINE).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.UNDELIVERED);
    assertThat(track.standing(id).reason()).isEqualTo(FailureReason.RECEIPT_UNDELIVERED);
    assertThat(track.standing(id).segmentBits().unconfirmed()).isZero();
  }

  @Test
  void oneSegmentOfSeveral() {
    UUID id = track.planned(2);
    track.tell(accepted(id, 1, "A1"), doubt(id, 2, false));
    track.tell(receipt("A1", "DELIVRD"), receipt("unknown", "DELIVRD"));
    track.waitingSweep(DEADLINE).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void twoThatFitAreLeftAlone() {
    UUID one = held(1, 1);
    UUID other = held(1, 1);
    track.tell(receipt("unknown", "DELIVRD"));
    track.waitingSweep(DEADLINE).sweep();
    assertThat(List.of(state(one), state(other))).containsOnly(NotificationState.UNCONFIRMED);
    assertThat(track.sweeps.countUnmatchedReceipts()).isEqualTo(1);
    track.tell(accepted(other, 1, "B")); // its answer came after all
    track.waitingSweep(DEADLINE.plusSeconds(60)).sweep();
    assertThat(state(one)).isEqualTo(NotificationState.DELIVERED);
    assertThat(state(other)).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void twoSegmentsInDoubtAreLeftAlone() {
    UUID id = held(2, 1);
    track.tell(doubt(id, 2, false));
    track.tell(receipt("unknown", "DELIVRD"));
    track.waitingSweep(DEADLINE).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
  }

  @Test
  void twoReceiptsThatFitAreLeftAlone() {
    UUID id = held(1, 1);
    track.tell(receipt("unknown1", "DELIVRD"), receipt("unknown2", "UNDELIV"));
    track.waitingSweep(DEADLINE).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
  }

  @Test
  void whatWasSentTwiceMayFitAsWell() {
    UUID id = held(1, 1);
    UUID resent = track.planned(1);
    track.tell(doubt(resent, 1, true), accepted(resent, 1, "A"));
    track.tell(receipt("unknown", "DELIVRD"));
    track.waitingSweep(DEADLINE).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
    assertThat(state(resent)).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void anotherTimeAnotherRouteOrNoEndDoNotFit() {
    UUID id = held(1, 1);
    track.tell(
        receipt("tooearly", "DELIVRD", T0.minusSeconds(1)),
        receipt("toolate", "DELIVRD", T0.plus(Duration.ofHours(49))),
        receipt("noend", "ENROUTE"),
        receipt("vina", "elsewhere", "DELIVRD", T0.plusSeconds(5)));
    track.waitingSweep(T0.plus(Duration.ofDays(3))).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.UNCONFIRMED);
  }

  @Test
  void aDoubtThatIsKnownLateStillFindsItsReceipt() {
    track.tell(receipt("unknown", "DELIVRD"));
    track.waitingSweep(DEADLINE).sweep();
    UUID id = held(1, 1);
    track.waitingSweep(DEADLINE.plusSeconds(60)).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void aRealAnswerTakesTheReceiptBack() {
    UUID held = held(1, 1);
    UUID owner = track.planned(1);
    track.tell(receipt("A", "DELIVRD"));
    track.waitingSweep(DEADLINE).sweep();
    assertThat(state(held)).isEqualTo(NotificationState.DELIVERED);
    track.tell(accepted(owner, 1, "A"));
    assertThat(state(owner)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void whatWasLinkedAndNotPublishedIsToldByTheNextSweep() {
    UUID id = held(1, 1);
    track.tell(receipt("unknown", "DELIVRD"));
    track.producer.sendException = new IllegalStateException("Kafka is away");
    assertThatThrownBy(() -> track.waitingSweep(DEADLINE).sweep()).isNotNull();
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
    track.producer.sendException = null;
    track.waitingSweep(DEADLINE.plusSeconds(60)).sweep();
    assertThat(track.states(id)).containsExactly("UNCONFIRMED", "DELIVERED");
  }

  @Test
  void theListGoesPageByPageAndIsCounted() {
    UUID one = held(1, 1);
    UUID two = held(3, 2);
    UUID three = track.planned(1, "vina", T0);
    track.tell(
        TrackHarness.journal(
            "vina",
            List.of(),
            List.of(
                new Unconfirmed(
                    1, new SegmentId(three, 1), 1, false, T0.plusSeconds(30).toEpochMilli())),
            List.of()));
    track.planned(1);
    List<UnconfirmedNotification> all = track.unconfirmed.list(null, null, 10);
    assertThat(all).extracting(UnconfirmedNotification::id).containsExactly(three, two, one);
    assertThat(all.getFirst().since()).isEqualTo(T0.plusSeconds(30));
    assertThat(all.get(1).unconfirmedSegments()).isEqualTo(2);
    assertThat(all.get(1).resent()).isFalse();
    assertThat(all.get(1).category()).isEqualTo("SERVICE");
    assertThat(track.unconfirmed.list(ROUTE, null, 1))
        .extracting(UnconfirmedNotification::id)
        .containsExactly(two);
    assertThat(track.unconfirmed.list(ROUTE, two, 9))
        .extracting(UnconfirmedNotification::id)
        .containsExactly(one);
    assertThat(track.unconfirmed.count(null)).isEqualTo(3);
    assertThat(track.unconfirmed.count(ROUTE)).isEqualTo(2);
    UnconfirmedGauge gauge =
        new UnconfirmedGauge(track.unconfirmed, TrackHarness.ROUTES, track.meters);
    gauge.refresh();
    assertThat(gauge("viettel")).isEqualTo(2);
    track.tell(accepted(one, 1, "A"), accepted(two, 2, "B"));
    gauge.refresh();
    assertThat(gauge("viettel")).isZero();
    assertThat(gauge("vina")).isEqualTo(1);
  }

  private double gauge(String route) {
    return track
        .registry
        .get(TrackMetrics.Name.UNCONFIRMED.id())
        .tags("route", route)
        .gauge()
        .value();
  }

  @Test
  void theRouteIsThatOfWhoTookIt() {
    UUID id = track.planned(2);
    track.tell(
        TrackHarness.refused(id, 1, Outcome.RETRIED, FailureReason.CARRIER_TEMPORARY),
        accepted("vina", id, 1, "A", T0.plusSeconds(2)),
        accepted("vina", id, 2, "B", T0.plusSeconds(2)));
    assertThat(track.standing(id).route()).isEqualTo("vina");
    assertThat(first(id)).isEqualTo(ROUTE);
    track.tell(receipt("vina", "A", "DELIVRD", T0.plusSeconds(5)));
    track.tell(accepted(ROUTE, id, 1, "old", T0)); // told late, written before
    assertThat(track.standing(id).route()).isEqualTo("vina");
    assertThat(first(id)).isEqualTo(ROUTE);
    UUID stays = track.planned(1);
    track.tell(accepted(stays, 1, "C"));
    assertThat(first(stays)).isNull();
  }

  private @Nullable String first(UUID id) {
    return track.jdbc.queryForObject(
        "select first_route from notifications where id = ?", String.class, id);
  }

  @Test
  void theUsualUpdatesTouchNoIndex() {
    for (int i = 0; i < 20; i++) {
      UUID id = track.planned(1);
      track.tell(accepted(id, 1, "hot" + i));
      track.tell(receipt("hot" + i, "DELIVRD"));
    }
    track.jdbc.execute("select pg_stat_force_next_flush()");
    for (String table : List.of("notifications", "submissions")) {
      Double share =
          track.jdbc.queryForObject(
              "select n_tup_hot_upd / n_tup_upd::float8 from pg_stat_user_tables where relname = ?",
              Double.class,
              table);
      assertThat(share).as(table).isGreaterThan(0.9);
    }
  }
}
