package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.notAccepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.store.tracking.DeliveryState;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which changes track publishes, also when a batch is repeated. */
class TrackPublicationIT {
  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  @Test
  void aRepetitionChangesNothingAndPublishesTheStoredState() {
    UUID id = track.planned(1);
    track.read(accepted(id, 1, "A1"));
    track.read(receipt("A1", "DELIVRD"));
    DeliveryState once = track.state(id);
    track.read(accepted(id, 1, "A1"));
    track.read(receipt("A1", "DELIVRD"));
    assertThat(track.state(id)).isEqualTo(once);
    assertThat(track.allPublished(id))
        .containsExactly(
            "SUBMITTED",
            "SUBMITTED",
            "DELIVERED",
            "SUBMITTED",
            "DELIVERED",
            "SUBMITTED",
            "DELIVERED");
    assertThat(Set.copyOf(track.statuses())).hasSize(2);
  }

  /** Also SUBMITTED, which is published again beside the next state. */
  @Test
  void eachChangeSaysWhatTheNotificationBelongsTo() {
    UUID id = track.planned(1);
    UUID batch = new UUID(5, 6);
    track.jdbc.update(
        "update notifications set group_id = 'run-1', batch_id = ?, template_version = 3"
            + " where id = ?",
        batch,
        id);
    track.read(accepted(id, 1, "A1"));
    track.read(receipt("A1", "DELIVRD"));
    assertThat(track.statuses())
        .extracting(StatusRecord.Change::origin)
        .hasSizeGreaterThan(1)
        .containsOnly(new StatusRecord.Origin("run-1", null, 3, batch));
  }

  /** The worker ends, or Kafka is unavailable, before either state is published. */
  @Test
  void ofTwoStatesThatAreNotPublishedNoneIsMissingLater() {
    UUID id = track.planned(1);
    track.producer.sendException = new IllegalStateException("Kafka is unavailable");
    assertThatThrownBy(() -> track.read(accepted(id, 1, "A1")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> track.read(receipt("A1", "DELIVRD")))
        .isInstanceOf(IllegalStateException.class);
    track.producer.sendException = null;
    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.statuses()).isEmpty();
    track.read(receipt("A1", "DELIVRD"));
    track.read(accepted(id, 1, "A1"));

    assertThat(track.published(id)).containsExactly("SUBMITTED", "DELIVERED");
    assertThat(track.statuses())
        .extracting(StatusRecord.Change::at)
        .startsWith(T0, T0.plusSeconds(5));
  }

  /** A route without receipts has no SUBMITTED. */
  @Test
  void aRepeatedResponseOfARouteWithoutReceiptsIsPublishedAlone() {
    UUID id = track.planned(1, "silent", T0);
    for (int i = 0; i < 2; i++) {
      track.read(accepted("silent", id, 1, "A1", T0));
    }
    assertThat(track.allPublished(id)).containsExactly("NO_RECEIPT", "NO_RECEIPT");
  }

  /** It has the rank of an end, and the carrier never accepted the message. */
  @Test
  void aRepeatedRejectionIsPublishedAlone() {
    UUID id = track.planned(1);
    for (int i = 0; i < 2; i++) {
      track.read(notAccepted(id, 1, Outcome.REJECTED, FailureReason.CARRIER_REJECTED));
    }
    assertThat(track.allPublished(id)).containsExactly("REJECTED", "REJECTED");
  }

  /** The worker that stores a state may end before it publishes it, and another goes on. */
  @Test
  void aStateThatIsNotPublishedIsPublishedBeforeTheNextOne() {
    UUID id = track.planned(1);
    track.producer.sendException = new IllegalStateException("Kafka is unavailable");
    assertThatThrownBy(() -> track.read(accepted(id, 1, "A1")))
        .isInstanceOf(IllegalStateException.class);
    track.producer.sendException = null;
    assertThat(track.state(id).state()).isEqualTo(NotificationState.SUBMITTED);
    track.read(receipt("A1", "DELIVRD"));
    track.read(accepted(id, 1, "A1"));

    assertThat(track.allPublished(id))
        .containsExactly("SUBMITTED", "DELIVERED", "SUBMITTED", "DELIVERED");
    assertThat(track.statuses())
        .extracting(StatusRecord.Change::id)
        .first()
        .isEqualTo(id + ":SUBMITTED::2026-12-01T01:00:00Z");
  }

  @Test
  void theChangesOfABatchAreOneRecord() {
    UUID one = track.planned(1);
    UUID other = track.planned(1);
    track.read(accepted(one, 1, "A1"), accepted(other, 1, "A2"));
    assertThat(track.producer.history()).hasSize(1);
    assertThat(track.statuses())
        .extracting(StatusRecord.Change::notificationId)
        .containsExactlyInAnyOrder(one, other);
  }
}
