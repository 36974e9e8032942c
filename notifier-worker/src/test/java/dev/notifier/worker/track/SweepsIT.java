package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static dev.notifier.worker.track.TrackHarness.unconfirmed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sweeps depend neither on each other nor on the worker's clock. */
class SweepsIT {
  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  private NotificationState state(UUID id) {
    return track.state(id).state();
  }

  private UUID expiring(Instant plannedAt, Instant expiresAt) {
    UUID id = track.planned(1, TrackHarness.ROUTE, plannedAt);
    track.jdbc.update(
        "update notifications set expires_at = ? where id = ?", Timestamp.from(expiresAt), id);
    return id;
  }

  @Test
  void theTimeIsThatOfPostgres() {
    Instant before = Clock.systemUTC().instant();
    Instant now = track.sweeps.now();
    assertThat(Duration.between(before, now).abs()).isLessThan(Duration.ofMinutes(1));
    UUID id = track.planned(1, "minute", now);
    track.read(accepted("minute", id, 1, "A", now));
    Sweeps sweeps = new Sweeps(track.sweeps::now, Clock.systemUTC(), track.metrics);
    sweeps.add("missing-receipts", track.noReceiptSweeper());
    sweeps.runOnce();
    assertThat(state(id)).isEqualTo(NotificationState.SUBMITTED);
    track.noReceiptSweeper().sweep(now.plus(Duration.ofMinutes(12)));
    assertThat(state(id)).isEqualTo(NotificationState.NO_RECEIPT);
  }

  @Test
  void aSubmissionByAWorkerWhoseClockIsLateCountsFromItsPlanning() {
    UUID id = track.planned(1, "minute", T0);
    track.read(accepted("minute", id, 1, "A", T0.minus(Duration.ofDays(1))));
    track.noReceiptSweeper().sweep(T0.plus(Duration.ofSeconds(59)));
    assertThat(state(id)).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void aReceiptIsUnmatchedSinceItWasStored() {
    track.read(receipt("A", "DELIVRD", T0.plus(Duration.ofDays(400))));
    Timestamp since =
        Objects.requireNonNull(
            track.jdbc.queryForObject("select unmatched_since from submissions", Timestamp.class));
    assertThat(Duration.between(since.toInstant(), track.sweeps.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void oneSweepThatFailsStopsNoOther() {
    Sweeps sweeps = new Sweeps(track.sweeps::now, Clock.systemUTC(), track.metrics);
    sweeps.add(
        "broken",
        now -> {
          throw new IllegalStateException("no space");
        });
    sweeps.add("slow", now -> Duration.ofHours(2));
    sweeps.add("good", now -> Duration.ofSeconds(7));
    sweeps.runOnce();
    assertThat(sweeps.problems())
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("the sweep broken fails"))
        .anyMatch(problem -> problem.startsWith("the sweep slow is 120 minutes behind"));
    assertThat(track.gauge(TrackMetrics.Name.SWEEP_AGE, "sweep", "good")).isEqualTo(7);
  }

  @Test
  void plannedNotificationsPastTheirExpiryAreCountedAndNotChanged() {
    UUID lost = expiring(T0, T0.plusSeconds(60));
    UUID waits = expiring(T0, T0.plus(Duration.ofDays(2)));
    UUID held = expiring(T0, T0.plusSeconds(60));
    UUID sent = expiring(T0, T0.plusSeconds(60));
    track.read(unconfirmed(held, 1, false), accepted(sent, 1, "A"));
    OverdueSweeper sweeper = new OverdueSweeper(track.store, track.sweeps, track.metrics);
    sweeper.sweep(T0.plus(Duration.ofMinutes(5)));
    assertThat(track.gauge(TrackMetrics.Name.PLANNED_PAST_EXPIRY)).isZero();
    assertThat(sweeper.sweep(T0.plus(Duration.ofHours(1)).plusSeconds(1))).isZero();
    assertThat(track.gauge(TrackMetrics.Name.PLANNED_PAST_EXPIRY)).isEqualTo(1);
    assertThat(sweeper.warnings()).singleElement().asString().startsWith("1 notifications are");
    assertThat(state(lost)).isEqualTo(NotificationState.PLANNED);
    sweeper.sweep(T0.plus(Duration.ofDays(32)));
    assertThat(track.gauge(TrackMetrics.Name.PLANNED_PAST_EXPIRY)).isEqualTo(2);
    track.read(accepted(lost, 1, "B"), accepted(waits, 1, "C"));
    sweeper.sweep(T0.plus(Duration.ofDays(32)));
    assertThat(track.gauge(TrackMetrics.Name.PLANNED_PAST_EXPIRY)).isZero();
    assertThat(sweeper.warnings()).isEmpty();
  }
}
