package dev.notifier.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionAgesTest {
  private static final Duration DELAY = Duration.ofMinutes(5);
  private static final TopicPartition FIRST = new TopicPartition("urgent", 0);
  private static final TopicPartition SECOND = new TopicPartition("urgent", 1);
  private static final TopicPartition DELAYED = new TopicPartition("delayed", 0);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final PartitionAges ages =
      new PartitionAges(
          () -> now,
          List.of(
              new QueueTopic("urgent", Lane.URGENT), new QueueTopic("delayed", Lane.BULK, DELAY)));

  @BeforeEach
  void assign() {
    ages.assigned(List.of(FIRST, SECOND, DELAYED));
    for (TopicPartition partition : List.of(FIRST, SECOND, DELAYED)) {
      ages.lag(partition, OptionalLong.of(0));
    }
  }

  @Test
  void anIdlePartitionHasNoAge() {
    pass(Duration.ofDays(1));
    ages.lag(FIRST, OptionalLong.of(0));
    assertThat(ages.waiting()).isEmpty();
  }

  @Test
  void aPartitionIsReadWhenItIsKnownWhatWaits() {
    ages.assigned(List.of(FIRST, SECOND, DELAYED));
    assertThat(ages.unread()).containsExactlyInAnyOrder(FIRST, SECOND, DELAYED);

    ages.polled(List.of(record(FIRST, 7, now)));
    ages.lag(SECOND, OptionalLong.of(0));
    ages.lag(DELAYED, OptionalLong.of(3));

    assertThat(ages.unread()).containsExactly(DELAYED);
  }

  @Test
  void aPolledRecordAgesUntilItIsCommitted() {
    ConsumerRecord<byte[], byte[]> record = record(FIRST, 7, now);
    ages.polled(List.of(record));
    pass(Duration.ofSeconds(40));
    assertThat(age(FIRST)).contains(Duration.ofSeconds(40));
    assertThat(ages.waiting().getFirst().offset()).isEqualTo(7);

    ages.committed(List.of(record), committed(FIRST, 8));
    ages.lag(FIRST, OptionalLong.of(0));
    pass(Duration.ofHours(1));
    assertThat(ages.waiting()).isEmpty();
  }

  @Test
  void aPartitionThatIsHeldAgesWhileAnotherOneMoves() {
    ConsumerRecord<byte[], byte[]> held = record(FIRST, 1, now);
    for (int second = 0; second < 120; second++) {
      ConsumerRecord<byte[], byte[]> done = record(SECOND, second, now);
      ages.polled(second % 30 == 0 ? List.of(held, done) : List.of(done));
      pass(Duration.ofSeconds(1));
      ages.committed(List.of(held, done), committed(SECOND, second + 1));
      ages.lag(SECOND, OptionalLong.of(0));
    }
    assertThat(ages.waiting())
        .containsExactly(
            new PartitionAge(FIRST, Lane.URGENT, 1, Duration.ofMinutes(2), Duration.ofMinutes(2)));
  }

  @Test
  void aBacklogHasTheAgeOfItsRecordsAndMoves() {
    Instant hoursAgo = now.minus(Duration.ofHours(3));
    ages.assigned(List.of(FIRST));
    for (int offset = 0; offset < 10; offset++) {
      ConsumerRecord<byte[], byte[]> record =
          record(FIRST, offset, hoursAgo.plus(Duration.ofMinutes(offset)));
      ages.polled(List.of(record));
      pass(Duration.ofSeconds(1));
      ages.committed(List.of(record), committed(FIRST, offset + 1));
      ages.lag(FIRST, OptionalLong.of(100));
    }
    assertThat(ages.waiting())
        .containsExactly(
            new PartitionAge(
                FIRST,
                Lane.URGENT,
                10,
                Duration.ofHours(3).minusMinutes(9).plusSeconds(10),
                Duration.ZERO));
    ages.lag(FIRST, OptionalLong.of(0));
    assertThat(ages.waiting()).isEmpty();
  }

  @Test
  void aNewRecordOnAPartitionThatWasEmptyForADayIsYoung() {
    ConsumerRecord<byte[], byte[]> yesterday = record(FIRST, 0, now);
    ages.polled(List.of(yesterday));
    ages.committed(List.of(yesterday), committed(FIRST, 1));
    ages.lag(FIRST, OptionalLong.of(0));
    pass(Duration.ofDays(1));
    ages.lag(FIRST, OptionalLong.of(1));
    pass(Duration.ofSeconds(2));
    assertThat(age(FIRST)).contains(Duration.ofSeconds(2));
  }

  @Test
  void aPartitionThatIsNeverReadAgesSinceItsAssignment() {
    ages.assigned(List.of(FIRST));
    pass(Duration.ofMinutes(2));
    ages.lag(FIRST, OptionalLong.empty());
    assertThat(ages.waiting())
        .containsExactly(
            new PartitionAge(
                FIRST,
                Lane.URGENT,
                PartitionAge.UNREAD,
                Duration.ofMinutes(2),
                Duration.ofMinutes(2)));
    ages.lag(FIRST, OptionalLong.of(0));
    assertThat(ages.waiting()).isEmpty();
  }

  @Test
  void aDelayedRecordAgesFromWhenItIsDue() {
    ages.polled(List.of(record(DELAYED, 0, now)));
    pass(DELAY);
    assertThat(ages.waiting()).isEmpty();
    pass(Duration.ofSeconds(9));
    assertThat(age(DELAYED)).contains(Duration.ofSeconds(9));
  }

  @Test
  void aTimestampOfTheFutureCountsAsTheFirstPoll() {
    Instant future = now.plus(Duration.ofHours(1));
    ages.polled(List.of(record(FIRST, 0, future)));
    pass(Duration.ofMinutes(1));
    ages.polled(List.of(record(FIRST, 0, future)));
    pass(Duration.ofMinutes(1));
    assertThat(age(FIRST)).contains(Duration.ofMinutes(2));
  }

  @Test
  void theRestOfABatchThatWasCommittedInPartIsNext() {
    ConsumerRecord<byte[], byte[]> done = record(FIRST, 0, now.minusSeconds(9));
    ConsumerRecord<byte[], byte[]> next = record(FIRST, 1, now.minusSeconds(5));
    ages.polled(List.of(done, next));
    ages.committed(List.of(done, next), committed(FIRST, 1));
    assertThat(age(FIRST)).contains(Duration.ofSeconds(5));
    assertThat(ages.waiting().getFirst().offset()).isEqualTo(1);
  }

  @Test
  void aCommitThatWasThoughtToHaveFailedEndsTheAge() {
    ages.polled(List.of(record(FIRST, 0, now)));
    pass(Duration.ofMinutes(1));
    ages.restarted(FIRST, 1);
    ages.lag(FIRST, OptionalLong.of(0));
    assertThat(ages.waiting()).isEmpty();
  }

  @Test
  void partitionsOfOtherWorkersHaveNoAge() {
    ages.polled(List.of(record(FIRST, 0, now), record(SECOND, 0, now)));
    pass(Duration.ofMinutes(1));
    ages.revoked(List.of(FIRST));
    ages.polled(List.of(record(FIRST, 0, now)));
    assertThat(ages.waiting()).extracting(PartitionAge::partition).containsExactly(SECOND);
    ages.revokedAll();
    assertThat(ages.waiting()).isEmpty();
  }

  @Test
  void theGaugeIsTheHighestAgeOfTheLane() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ages.register(meters, "age", Tags.of("lane", "urgent"), Lane.URGENT);
    ages.register(meters, "age", Tags.of("lane", "bulk"), Lane.BULK);
    ages.polled(List.of(record(FIRST, 0, now), record(SECOND, 0, now.minusSeconds(30))));
    pass(Duration.ofSeconds(1));
    assertThat(meters.get("age").tag("lane", "urgent").gauge().value()).isEqualTo(31);
    assertThat(meters.get("age").tag("lane", "bulk").gauge().value()).isZero();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Optional<Duration> age(TopicPartition partition) {
    return ages.waiting().stream()
        .filter(each -> each.partition().equals(partition))
        .map(PartitionAge::age)
        .findFirst();
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(
      TopicPartition partition, long offset) {
    return Map.of(partition, new OffsetAndMetadata(offset));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, Instant stored) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        stored.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
