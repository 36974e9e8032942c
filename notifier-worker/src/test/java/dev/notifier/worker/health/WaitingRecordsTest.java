package dev.notifier.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.kafka.loop.PartitionAge;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingRecordsTest {
  @Test
  void nothingIsReportedUpToTheLimitOfTheLane() {
    assertThat(
            WaitingRecords.warnings(
                "plan",
                List.of(
                    age("bulk", Lane.BULK, 0, Duration.ofMinutes(10)),
                    age("normal", Lane.NORMAL, 0, Duration.ofMinutes(1)),
                    age("track", null, 0, Duration.ofMinutes(1)),
                    age("urgent", Lane.URGENT, 0, Duration.ofSeconds(30)))))
        .isEmpty();
  }

  @Test
  void aPartitionThatDoesNotMoveIsNamedWithItsAgeWhileTheOtherLanesMove() {
    assertThat(
            WaitingRecords.warnings(
                "plan",
                List.of(
                    age("normal", Lane.NORMAL, 3, Duration.ofSeconds(59)),
                    age("urgent", Lane.URGENT, 2, Duration.ofSeconds(45)))))
        .containsExactly(
            "plan, lane urgent: the oldest record on urgent-2, at offset 7, has waited for 45 s,"
                + " more than 30 s; the partition has not moved for 45 s: see the problems and the"
                + " log of this worker");
  }

  @Test
  void aBacklogThatIsWorkedOffIsReportedAsOne() {
    PartitionAge moving =
        new PartitionAge(
            new TopicPartition("bulk", 0), Lane.BULK, 7, Duration.ofHours(3), Duration.ZERO);
    assertThat(WaitingRecords.warnings("plan", List.of(moving)))
        .singleElement()
        .asString()
        .contains("has waited for 3 hours", "the partition moves, so this is a backlog");
  }

  @Test
  void thePartitionsOfATopicAreOneSentenceAboutTheOldest() {
    assertThat(
            WaitingRecords.warnings(
                "track",
                List.of(
                    age("binds", null, 4, Duration.ofHours(2)),
                    age("receipts", null, 0, Duration.ofMinutes(3)),
                    age("binds", null, 5, Duration.ofMinutes(2)),
                    age("binds", null, 6, Duration.ofSeconds(1)))))
        .satisfiesExactly(
            binds ->
                assertThat(binds)
                    .startsWith("track: the oldest record on binds-4, ")
                    .endsWith("; 1 more partitions wait"),
            receipts ->
                assertThat(receipts)
                    .startsWith("track: the oldest record on receipts-0, ")
                    .doesNotContain("more partitions"));
  }

  @Test
  void aPartitionThatWasNotReadIsNamed() {
    PartitionAge unread =
        new PartitionAge(
            new TopicPartition("urgent", 1),
            Lane.URGENT,
            PartitionAge.UNREAD,
            Duration.ofMinutes(4),
            Duration.ofMinutes(4));
    assertThat(WaitingRecords.warnings("plan", List.of(unread)))
        .singleElement()
        .asString()
        .contains("nothing was read from urgent-1 in the 4 minutes", "restart the worker");
  }

  private static PartitionAge age(
      String topic, @Nullable Lane lane, int partition, Duration duration) {
    return new PartitionAge(new TopicPartition(topic, partition), lane, 7, duration, duration);
  }
}
