package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static dev.notifier.worker.track.TrackHarness.unconfirmed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.store.tracking.SweepStore;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notifications without a receipt end after the time of their route, on a real PostgreSQL. */
class NoReceiptSweeperIT {
  private static final Duration NO_RECEIPT_AFTER = Duration.ofDays(2);
  private static final Instant DUE = T0.plus(NO_RECEIPT_AFTER).plus(Duration.ofMinutes(11));

  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  private NotificationState state(UUID id) {
    return track.state(id).state();
  }

  @Test
  void aNotificationWithoutReceiptEndsNormally() {
    UUID silent = track.planned(1);
    UUID held = track.planned(1);
    UUID delivered = track.planned(1);
    UUID recent = track.planned(1, ROUTE, T0.plus(Duration.ofDays(2)));
    track.read(
        accepted(silent, 1, "A"),
        unconfirmed(held, 1, false),
        accepted(delivered, 1, "B"),
        accepted(recent, 1, "C"));
    track.read(receipt("B", "DELIVRD"));
    track.noReceiptSweeper().sweep(DUE);
    assertThat(state(silent)).isEqualTo(NotificationState.NO_RECEIPT);
    assertThat(track.state(silent).finishedAt()).isEqualTo(DUE);
    assertThat(track.published(silent)).containsExactly("SUBMITTED", "NO_RECEIPT");
    assertThat(state(held)).isEqualTo(NotificationState.UNCONFIRMED);
    assertThat(track.state(held).finishedAt()).isEqualTo(DUE);
    assertThat(state(delivered)).isEqualTo(NotificationState.DELIVERED);
    assertThat(state(recent)).isEqualTo(NotificationState.SUBMITTED);
    track.read(receipt("A", "DELIVRD"));
    assertThat(state(silent)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void itEndsOnTheFirstSweepAfterItsTime() {
    UUID id = track.planned(1);
    track.read(accepted(id, 1, "A"));
    track.noReceiptSweeper().sweep(DUE.minus(Duration.ofMinutes(2)));
    assertThat(state(id)).isEqualTo(NotificationState.SUBMITTED);
    track.noReceiptSweeper().sweep(DUE);
    assertThat(state(id)).isEqualTo(NotificationState.NO_RECEIPT);
    track.noReceiptSweeper().sweep(DUE.plus(Duration.ofMinutes(1)));
    assertThat(track.published(id)).containsExactly("SUBMITTED", "NO_RECEIPT");
  }

  @Test
  void laterPassesFindLateSubmissions() {
    UUID hours = track.planned(1);
    UUID days = track.planned(1);
    Instant nextDay = T0.plus(Duration.ofHours(20));
    Instant nextWeek = T0.plus(Duration.ofDays(7));
    track.read(accepted(ROUTE, hours, 1, "A", nextDay), accepted(ROUTE, days, 1, "B", nextWeek));
    track.noReceiptSweeper().sweep(DUE);
    assertThat(state(hours)).isEqualTo(NotificationState.SUBMITTED);
    track.noReceiptSweeper().sweep(T0.plus(Duration.ofDays(3)).plusSeconds(1));
    assertThat(state(hours)).isEqualTo(NotificationState.NO_RECEIPT);
    assertThat(state(days)).isEqualTo(NotificationState.SUBMITTED);
    track.noReceiptSweeper().sweep(T0.plus(Duration.ofDays(33)).plusSeconds(1));
    assertThat(state(days)).isEqualTo(NotificationState.NO_RECEIPT);
  }

  @Test
  void aRouteThatIsNoLongerConfiguredIsSweptToo() {
    UUID id = track.planned(1, "gone", T0);
    track.read(accepted("gone", id, 1, "A", T0));
    track.noReceiptSweeper().sweep(DUE);
    assertThat(state(id)).isEqualTo(NotificationState.NO_RECEIPT);
  }

  @Test
  void theNextSweepPublishesWhatWasOnlyStored() {
    UUID id = track.planned(1);
    track.read(accepted(id, 1, "A"));
    track.producer.sendException = new IllegalStateException("Kafka is unavailable");
    assertThatThrownBy(() -> track.noReceiptSweeper().sweep(DUE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Kafka is unavailable");
    assertThat(state(id)).isEqualTo(NotificationState.NO_RECEIPT);
    track.producer.sendException = null;
    track.noReceiptSweeper().sweep(DUE.plusSeconds(60));
    assertThat(track.published(id)).containsExactly("SUBMITTED", "NO_RECEIPT");
    assertThat(track.statuses().getLast().at()).isEqualTo(DUE);
  }

  @Test
  void onlyOneWorkerSweeps() {
    UUID id = track.planned(1);
    track.read(accepted(id, 1, "A"));
    Thread other = new Thread(() -> track.noReceiptSweeper().sweep(DUE), "sweep-without-lock");
    track.store.inTransaction(() -> {
      assertThat(track.sweeps.tryLock(SweepStore.Sweep.MISSING_RECEIPTS)).isTrue();
      other.start();
      try {
        other.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return other;
    });
    assertThat(state(id)).isEqualTo(NotificationState.SUBMITTED);
    track.noReceiptSweeper().sweep(DUE);
    assertThat(state(id)).isEqualTo(NotificationState.NO_RECEIPT);
  }

  @Test
  void severalPagesAndRangesAreSwept() {
    UUID late = track.planned(1, ROUTE, T0.plusSeconds(25));
    track.read(accepted(ROUTE, late, 1, "A", T0.plusSeconds(30)));
    int rows = 2 * NoReceiptSweeper.MAX_ROWS + 1;
    track.jdbc.update(
        CounterDeltas.countInserted(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, category, route,
              segments, state, accepted_at, planned_at, submitted_at)
            select (lpad(to_hex(?), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid,
              't', '/s', 'e' || i, 'card.expiring', 'normal', 'SERVICE', ?, 1, 'SUBMITTED', ?, ?, ?
            from generate_series(1, ?) i
            """),
        T0.toEpochMilli(),
        ROUTE,
        Timestamp.from(T0),
        Timestamp.from(T0),
        Timestamp.from(T0),
        rows);
    track.noReceiptSweeper().sweep(DUE);
    assertThat(
            track.jdbc.queryForList(
                "select id from notifications where state <> 'NO_RECEIPT'", UUID.class))
        .isEmpty();
    assertThat(track.statuses()).hasSize(rows + 2);
  }
}
