package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.testing.SubmitFixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneAgesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String OTHER_PHONE = "+84912000001";

  private final BindId bind = new BindId(0, "a", 0);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final LaneQueues lanes = new LaneQueues(bind, consumer, 1_000);
  private final InFlightWindow window = new InFlightWindow();
  private final LaneAges ages = new LaneAges(lanes, window);
  private Instant now = START;
  private long nextOffset;
  private long nextNumber;

  @BeforeEach
  void startAtTheBeginning() {
    for (Lane lane : Lane.values()) {
      consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
    }
    lanes.startAt(Map.of(), _ -> null);
    window.setSize(4);
  }

  @Test
  void anIdleBindHasNoAges() {
    pass(Duration.ofDays(1));
    assertThat(ages.update(now, false)).isEmpty();
  }

  @Test
  void aLaneAgesWhileTheOthersMove() {
    store(Lane.BULK, now);
    for (int second = 0; second < 100; second++) {
      store(Lane.URGENT, now);
      pass(Duration.ofSeconds(1));
      ages.update(now, false);
      lanes.take(Lane.URGENT);
    }
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.BULK, START));
    lanes.take(Lane.BULK);
    assertThat(ages.update(now, false)).isEmpty();
  }

  @Test
  void theAgeFallsToThatOfTheNextMessage() {
    store(Lane.NORMAL, START);
    store(Lane.NORMAL, START.plusSeconds(50));
    pass(Duration.ofSeconds(60));
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.NORMAL, START));
    lanes.take(Lane.NORMAL);
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.NORMAL, START.plusSeconds(50)));
  }

  @Test
  void aQueuedSegmentWaitsUntilItIsWritten() {
    queue(SubmitFixtures.PHONE, START);
    pass(Duration.ofMinutes(5));
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.NORMAL, START));
    write();
    assertThat(ages.update(now, false)).isEmpty();
  }

  @Test
  void aThrottledSegmentKeepsItsAgeAndAResendStartsAgain() {
    PendingSegment segment = queue(SubmitFixtures.PHONE, START);
    window.takeOutstanding(write());
    pass(Duration.ofMinutes(5));
    window.enqueue(segment.throttledAgain().withNumber(7));
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.NORMAL, START));
    window.takeOutstanding(write());
    window.enqueue(segment.asResent().withNumber(8));
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.NORMAL, now));
    Instant resent = now;
    pass(Duration.ofMinutes(5));
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.NORMAL, resent));
  }

  @Test
  void aNumberThatHoldsItsShareOfTheWindowDoesNotCount() {
    queue(SubmitFixtures.PHONE, START);
    write();
    queue(SubmitFixtures.PHONE, START);
    pass(Duration.ofMinutes(5));
    assertThat(ages.update(now, false)).isEmpty();
    queue(OTHER_PHONE, START.plusSeconds(10));
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.NORMAL, START.plusSeconds(10)));
  }

  @Test
  void nothingWaitsDuringAPauseAndMessagesWaitSinceItsEnd() {
    store(Lane.URGENT, START);
    queue(SubmitFixtures.PHONE, START);
    pass(Duration.ofHours(5));
    assertThat(ages.update(now, true)).isEmpty();
    Instant end = now;
    pass(Duration.ofSeconds(1));
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.URGENT, end, Lane.NORMAL, end));
    pass(Duration.ofSeconds(40));
    assertThat(ages.update(now, false)).containsEntry(Lane.URGENT, end);
  }

  @Test
  void aBacklogAtTheStartHasTheAgeOfItsRecords() {
    Instant hoursAgo = START.minus(Duration.ofHours(3));
    store(Lane.BULK, hoursAgo);
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.BULK, hoursAgo));
  }

  @Test
  void aTimestampOfTheFutureCountsAsTheFirstSight() {
    store(Lane.BULK, START.plus(Duration.ofHours(1)));
    ages.update(now, false);
    pass(Duration.ofMinutes(20));
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.BULK, START));
  }

  @Test
  void aLaneThatStopsAtANewerRecordAges() {
    add(Lane.URGENT, START, "{\"v\":99}".getBytes(StandardCharsets.UTF_8));
    pass(Duration.ofMinutes(1));
    assertThat(ages.update(now, false)).isEqualTo(Map.of(Lane.URGENT, START));
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private PendingSegment queue(String phone, Instant stored) {
    SubmitRecord message = SubmitFixtures.message("a", Lane.NORMAL, phone);
    PendingSegment segment =
        new PendingSegment(
            SubmitFixtures.segment(message, ++nextNumber, 1, false).intent(),
            message,
            0,
            stored.toEpochMilli());
    window.enqueue(segment);
    return segment;
  }

  /** Returns the sequence_number. */
  private int write() {
    assertThat(window.peekQueued()).isNotNull();
    int sequence = (int) ++nextNumber;
    window.written(sequence, now.toEpochMilli(), Long.MAX_VALUE);
    return sequence;
  }

  private void store(Lane lane, Instant stored) {
    add(lane, stored, RecordJson.write(SubmitFixtures.message("a", lane, SubmitFixtures.PHONE)));
  }

  private void add(Lane lane, Instant stored, byte[] value) {
    TopicPartition partition = bind.lanePartition(lane);
    consumer.addRecord(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            nextOffset++,
            stored.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            value.length,
            new byte[0],
            value,
            new RecordHeaders(),
            Optional.empty()));
    lanes.poll(Duration.ZERO);
  }
}
