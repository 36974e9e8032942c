package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.PendingCommit;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.journal.SubmitResponse;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.response.ResponsePolicy;
import dev.notifier.worker.testing.NoEffects;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchSelectorTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private final PendingCommit pending = new PendingCommit();
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final BindId bind = new BindId(0, "a", 0);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final LaneQueues lanes = new LaneQueues(bind, consumer, 10);
  private final ResponseHandler responses =
      new ResponseHandler(
          pending,
          new ResponsePolicy(Map.of()),
          new NoEffects(),
          new ResponseMetrics(new SimpleMeterRegistry(), "a"),
          clock);
  private final BatchSelector selector =
      new BatchSelector(lanes, pending, responses, new PreSubmitCheck(clock), clock, 100);

  @Test
  void aThrottledSegmentGetsItsOutcomeAndANewIntentInTheSameRecordWithoutAnAttempt() {
    throttle(segment(7, 2, null));

    SubmitIntent intent = selector.takeResubmissions().getFirst().intent();

    assertThat(intent.number()).isEqualTo(101);
    assertThat(intent.attempt()).isEqualTo(2);
    assertThat(intent.resent()).isFalse();
    assertThat(pending.responses())
        .extracting(each -> each.number() + " " + each.outcome())
        .containsExactly("7 THROTTLED");
  }

  @Test
  void aThrottledSegmentThatExpiresIsRejected() {
    throttle(segment(7, 1, NOW));

    assertThat(selector.takeResubmissions()).isEmpty();
    assertThat(pending.responses())
        .extracting(each -> each.outcome() + " " + each.reason())
        .containsExactly("REJECTED EXPIRED_BEFORE_SUBMISSION");
  }

  @Test
  void anUnconfirmedSegmentIsResentAndMarked() {
    responses.unconfirmed(segment(7, 1, null));

    assertThat(selector.takeResubmissions())
        .extracting(each -> each.intent().number() + " " + each.intent().resent())
        .containsExactly("101 true");
    assertThat(pending.unconfirmed())
        .extracting(each -> each.number() + " " + each.resent())
        .containsExactly("7 true");
  }

  @Test
  void anUnconfirmedSegmentThatExpiresIsHeld() {
    responses.unconfirmed(segment(7, 1, NOW.minusSeconds(1)));

    assertThat(selector.takeResubmissions()).isEmpty();
    assertThat(pending.unconfirmed())
        .extracting(each -> each.number() + " " + each.resent())
        .containsExactly("7 false");
  }

  @Test
  void theSegmentsOfAMessageStayTogetherAndExpiredMessagesAreDropped() {
    SubmitRecord expired = SubmitFixtures.expiring("a", Lane.NORMAL, NOW);
    SubmitRecord twoSegments =
        SubmitFixtures.message(
            "a", Lane.NORMAL, SubmitFixtures.PHONE, List.of("one", "two"), List.of(1, 2));
    SubmitRecord next = SubmitFixtures.expiring("a", Lane.NORMAL, null);
    fill(expired, twoSegments, next);

    assertThat(selector.takeMessages(1))
        .extracting(each -> each.intent().number() + " " + each.segmentNumber())
        .containsExactly("101 1", "102 2");
    assertThat(pending.drops())
        .extracting(each -> each.segment().notificationId())
        .containsExactly(expired.notificationId());
    assertThat(selector.takeMessages(5)).extracting(PendingSegment::message).containsExactly(next);
  }

  @Test
  void theDropsOfOneCommitAreLimited() {
    SubmitRecord expired =
        SubmitFixtures.message(
            "a",
            Lane.NORMAL,
            Category.SERVICE,
            SubmitFixtures.PHONE,
            Collections.nCopies(5, "x"),
            List.of(1, 2, 3, 4, 5),
            NOW);
    fill(Collections.nCopies(3_000, expired).toArray(SubmitRecord[]::new));
    int commits = 0;
    int drops = 0;
    while (!lanes.isEmpty()) {
      assertThat(selector.takeMessages(10)).isEmpty();
      assertThat(pending.drops()).hasSizeBetween(1, 3_000);
      drops += pending.drops().size();
      commits++;
      pending.clear();
      lanes.poll(Duration.ZERO);
    }

    assertThat(drops).isEqualTo(15_000);
    assertThat(commits).isGreaterThan(4);
  }

  @Test
  void anExpiredMessageWhoseEarlierSubmissionIsUnconfirmedStaysUnconfirmed() {
    fill(SubmitFixtures.expiring("a", Lane.NORMAL, NOW).retryOf(1, 2, true));

    assertThat(selector.takeMessages(1)).isEmpty();
    assertThat(pending.drops()).isEmpty();
    assertThat(pending.unconfirmed()).hasSize(1).noneMatch(Unconfirmed::resent);
  }

  private void throttle(PendingSegment segment) {
    responses.responded(new SegmentResponse(segment, new SubmitResponse(0x58, null, 1, 2)));
  }

  private void fill(SubmitRecord... messages) {
    for (Lane lane : Lane.values()) {
      consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
    }
    lanes.startAt(Map.of());
    TopicPartition normal = bind.lanePartition(Lane.NORMAL);
    for (int i = 0; i < messages.length; i++) {
      consumer.addRecord(
          new ConsumerRecord<>(
              normal.topic(), normal.partition(), i, null, RecordJson.write(messages[i])));
    }
    lanes.poll(Duration.ZERO);
  }

  private static PendingSegment segment(long number, int attempt, @Nullable Instant expiresAt) {
    return SubmitFixtures.segment(
        SubmitFixtures.expiring("a", Lane.NORMAL, expiresAt), number, attempt, false);
  }
}
