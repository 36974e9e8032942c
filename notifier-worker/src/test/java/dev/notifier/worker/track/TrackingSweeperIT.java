package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.doubt;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.NotificationState;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What never met is ended by time, on a real PostgreSQL. */
class TrackingSweeperIT {
  private static final Duration NO_RECEIPT_AFTER = Duration.ofDays(2);
  private static final Instant DUE = T0.plus(NO_RECEIPT_AFTER).plus(Duration.ofMinutes(11));

  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  private NotificationState state(UUID id) {
    return track.standing(id).state();
  }

  @Test
  void silenceIsANormalEnd() {
    UUID silent = track.planned(1);
    UUID held = track.planned(1);
    UUID delivered = track.planned(1);
    UUID fresh = track.planned(1, ROUTE, T0.plus(Duration.ofDays(2)));
    track.tell(
        accepted(silent, 1, "A"),
        doubt(held, 1, false),
        accepted(delivered, 1, "B"),
        accepted(fresh, 1, "C"));
    track.tell(receipt("B", "DELIVRD"));
    track.sweeper(DUE).sweep();
    assertThat(state(silent)).isEqualTo(NotificationState.NO_RECEIPT);
    assertThat(track.standing(silent).finishedAt()).isEqualTo(DUE);
    assertThat(track.states(silent)).containsExactly("SUBMITTED", "NO_RECEIPT");
    assertThat(state(held)).isEqualTo(NotificationState.UNCONFIRMED);
    assertThat(track.standing(held).finishedAt()).isEqualTo(DUE);
    assertThat(state(delivered)).isEqualTo(NotificationState.DELIVERED);
    assertThat(state(fresh)).isEqualTo(NotificationState.SUBMITTED);
    track.tell(receipt("A", "DELIVRD"));
    assertThat(state(silent)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void notBeforeItsTimeAndThenOnTheNextSweep() {
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, "A"));
    track.sweeper(DUE.minus(Duration.ofMinutes(2))).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.SUBMITTED);
    track.sweeper(DUE).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.NO_RECEIPT);
    track.sweeper(DUE.plus(Duration.ofMinutes(1))).sweep();
    assertThat(track.states(id)).containsExactly("SUBMITTED", "NO_RECEIPT");
  }

  @Test
  void lateSubmissionsAreFoundByTheLaterPasses() {
    UUID hours = track.planned(1);
    UUID days = track.planned(1);
    Instant nextDay = T0.plus(Duration.ofHours(20));
    Instant nextWeek = T0.plus(Duration.ofDays(7));
    track.tell(accepted(ROUTE, hours, 1, "A", nextDay), accepted(ROUTE, days, 1, "B", nextWeek));
    track.sweeper(DUE).sweep();
    assertThat(state(hours)).isEqualTo(NotificationState.SUBMITTED);
    track.sweeper(T0.plus(Duration.ofDays(3)).plusSeconds(1)).sweep();
    assertThat(state(hours)).isEqualTo(NotificationState.NO_RECEIPT);
    assertThat(state(days)).isEqualTo(NotificationState.SUBMITTED);
    track.sweeper(T0.plus(Duration.ofDays(33)).plusSeconds(1)).sweep();
    assertThat(state(days)).isEqualTo(NotificationState.NO_RECEIPT);
  }

  @Test
  void aRouteThatIsGoneIsSweptToo() {
    UUID id = track.planned(1, "gone", T0);
    track.tell(accepted("gone", id, 1, "A", T0));
    track.sweeper(DUE).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.NO_RECEIPT);
  }

  @Test
  void whatWasStoredAndNotPublishedIsPublishedByTheNextSweep() {
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, "A"));
    track.producer.sendException = new IllegalStateException("Kafka is away");
    assertThatThrownBy(() -> track.sweeper(DUE).sweep()).isNotNull();
    assertThat(state(id)).isEqualTo(NotificationState.NO_RECEIPT);
    track.producer.sendException = null;
    track.sweeper(DUE.plusSeconds(60)).sweep();
    assertThat(track.states(id)).containsExactly("SUBMITTED", "NO_RECEIPT");
    assertThat(track.statuses().getLast().at()).isEqualTo(DUE);
  }

  @Test
  void onlyOneSweeps() {
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, "A"));
    Thread other =
        new Thread(() -> track.sweeper(DUE).sweep(), "sweeps while another holds the lock");
    track.store.inTransaction(() -> {
      assertThat(track.sweeps.tryLock()).isTrue();
      other.start();
      try {
        other.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return other;
    });
    assertThat(state(id)).isEqualTo(NotificationState.SUBMITTED);
    track.sweeper(DUE).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.NO_RECEIPT);
  }

  @Test
  void moreThanAPageAndMoreThanAStep() {
    UUID late = track.planned(1, ROUTE, T0.plusSeconds(25));
    track.tell(accepted(ROUTE, late, 1, "A", T0.plusSeconds(30)));
    int rows = 2 * TrackingSweeper.MAX_ROWS + 1;
    track.jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, route,
          segments, state, accepted_at, planned_at, submitted_at)
        select (lpad(to_hex(?), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid,
          't', '/s', 'e' || i, 'card.expiring', 'normal', 'SERVICE', ?, 1, 'SUBMITTED', ?, ?, ?
        from generate_series(1, ?) i
        """,
        T0.toEpochMilli(),
        ROUTE,
        Timestamp.from(T0),
        Timestamp.from(T0),
        Timestamp.from(T0),
        rows);
    track.sweeper(DUE).sweep();
    assertThat(
            track.jdbc.queryForList(
                "select id from notifications where state <> 'NO_RECEIPT'", UUID.class))
        .isEmpty();
    assertThat(track.statuses()).hasSize(rows + 2);
  }

  @Test
  void receiptsThatMetNobodyAreCountedAndForgotten() {
    track.tell(receipt("A", "DELIVRD"));
    track.sweeper(T0.plus(Duration.ofDays(6))).sweep();
    assertThat(track.registry.get(TrackMetrics.Name.WAITING_RECEIPTS.id()).gauge().value())
        .isEqualTo(1);
    track.sweeper(T0.plus(Duration.ofDays(8))).sweep();
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
    assertThat(track.count(TrackMetrics.Name.FORGOTTEN_RECEIPTS)).isEqualTo(1);
  }
}
