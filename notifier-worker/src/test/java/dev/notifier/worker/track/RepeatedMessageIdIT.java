package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static dev.notifier.worker.track.TrackHarness.unconfirmed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One message id for several segments, and several ids of one segment. */
class RepeatedMessageIdIT {
  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  @Test
  void aReusedIdBelongsToTheLaterResponse() {
    UUID old = track.planned(1);
    UUID fresh = track.planned(1);
    Instant later = T0.plus(Duration.ofDays(3));
    track.read(accepted(old, 1, "1"));
    track.read(receipt("1", "DELIVRD"));
    track.read(accepted(ROUTE, fresh, 1, "1", later));
    assertThat(track.state(fresh).state()).isEqualTo(NotificationState.SUBMITTED);
    track.read(accepted(old, 1, "1")); // a replay does not reassign it
    track.read(receipt("1", "UNDELIV", later.plusSeconds(9)));
    assertThat(track.state(fresh).state()).isEqualTo(NotificationState.UNDELIVERED);
    assertThat(track.state(old).state()).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void aReceiptForAReusedIdWaitsWhetherItsResponseIsYetToCome() {
    UUID old = track.planned(1);
    UUID fresh = track.planned(1);
    Instant later = T0.plus(Duration.ofDays(3));
    track.read(accepted(old, 1, "1"));
    track.read(receipt("1", "UNDELIV"));
    track.read(receipt("1", "DELIVRD", later.plusSeconds(1)));
    assertThat(track.state(old).state()).isEqualTo(NotificationState.UNDELIVERED);
    track.read(accepted(ROUTE, fresh, 1, "1", later));
    track.sweepUnmatched(later.plusSeconds(120));
    assertThat(track.state(fresh).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.state(old).state()).isEqualTo(NotificationState.UNDELIVERED);
  }

  @Test
  void oneIdForTwoOpenSegmentsOfOneNumberSettlesNeither() {
    UUID one = track.planned(1);
    UUID other = track.planned(1);
    track.read(accepted(one, 1, "1"));
    track.read(accepted(ROUTE, other, 1, "1", T0.plusSeconds(1)));
    track.read(receipt("1", "UNDELIV"));
    track.read(receipt("1", "DELIVRD"));
    track.sweepUnmatched(T0.plusSeconds(120));
    assertThat(track.state(one).state()).isEqualTo(NotificationState.SUBMITTED);
    assertThat(track.state(other).state()).isEqualTo(NotificationState.SUBMITTED);
  }

  /** The first one has its receipt, so the next receipt can only be about the second one. */
  @Test
  void anIdThatIsReusedAfterItsReceiptBelongsToTheLaterResponse() {
    UUID one = track.planned(1);
    UUID other = track.planned(1);
    track.read(accepted(one, 1, "1"));
    track.read(receipt("1", "UNDELIV", T0.plusSeconds(10)));
    track.read(accepted(ROUTE, other, 1, "1", T0.plusSeconds(600)));
    track.read(receipt("1", "DELIVRD", T0.plusSeconds(610)));
    assertThat(track.state(one).state()).isEqualTo(NotificationState.UNDELIVERED);
    assertThat(track.state(other).state()).isEqualTo(NotificationState.DELIVERED);
  }

  /** The receipt may be about the second one, if its response took long. */
  @Test
  void anIdThatIsReusedAtTheTimeOfItsReceiptSettlesOnlyTheFirst() {
    UUID one = track.planned(1);
    UUID other = track.planned(1);
    track.read(accepted(one, 1, "1"));
    track.read(receipt("1", "UNDELIV", T0.plusSeconds(10)));
    track.read(accepted(ROUTE, other, 1, "1", T0.plusSeconds(60)));
    track.read(receipt("1", "DELIVRD", T0.plusSeconds(70)));
    assertThat(track.state(one).state()).isEqualTo(NotificationState.UNDELIVERED);
    assertThat(track.state(other).state()).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void anIdThatIsReusedWhileTheFirstHasOnlyAnIntermediateReceiptSettlesNeither() {
    UUID one = track.planned(1);
    UUID other = track.planned(1);
    track.read(accepted(one, 1, "1"));
    track.read(receipt("1", "ACCEPTD", T0.plusSeconds(10)));
    track.read(accepted(ROUTE, other, 1, "1", T0.plusSeconds(600)));
    track.read(receipt("1", "DELIVRD", T0.plusSeconds(610)));
    assertThat(track.state(one).state()).isEqualTo(NotificationState.SUBMITTED);
    assertThat(track.state(other).state()).isEqualTo(NotificationState.SUBMITTED);
  }

  /** Its receipt was about the other submission, so that of this id may still come. */
  @Test
  void anIdOfASegmentThatWasSentTwiceIsAmbiguousWhenItIsReused() {
    UUID one = track.planned(1);
    UUID other = track.planned(1);
    track.read(unconfirmed(one, 1, true), accepted(one, 1, "1"));
    track.read(accepted(ROUTE, one, 1, "2", T0.plusSeconds(1)));
    track.read(receipt("2", "DELIVRD", T0.plusSeconds(10)));
    track.read(accepted(ROUTE, other, 1, "1", T0.plusSeconds(600)));
    track.read(receipt("1", "UNDELIV", T0.plusSeconds(610)));
    assertThat(track.state(one).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.state(other).state()).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void ofTwoIdsOfOneSegmentAPositiveReceiptForEitherCounts() {
    UUID id = track.planned(1);
    track.read(unconfirmed(id, 1, true), accepted(id, 1, "copy1"));
    track.read(accepted(ROUTE, id, 1, "copy2", T0.plusSeconds(1)));
    track.read(receipt("copy2", "UNDELIV"));
    track.read(receipt("copy1", "DELIVRD"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void aReceiptOfEitherIdOfAResentSegmentDelivers() {
    UUID first = track.planned(1);
    UUID second = track.planned(1);
    track.read(accepted(first, 1, "M1"), accepted(first, 1, "M2"));
    track.read(accepted(second, 1, "N1"), accepted(second, 1, "N2"));

    track.read(receipt("M1", "DELIVRD"));
    track.read(receipt("M2", "UNDELIV"));
    track.read(receipt("N2", "UNDELIV"));
    track.read(receipt("N1", "DELIVRD"));

    assertThat(track.state(first).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.state(second).state()).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void anOldUnmatchedReceiptDoesNotMatchANewResponse() {
    UUID id = track.planned(1);
    track.read(receipt("1", "DELIVRD", T0.minus(Duration.ofDays(2))));
    track.read(accepted(id, 1, "1"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void idsOfDifferentRoutesDoNotMatch() {
    UUID id = track.planned(1);
    track.read(accepted(id, 1, "H1"));
    track.read(receipt("vina", "H1", "DELIVRD", T0));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.SUBMITTED);
  }
}
