package dev.notifier.worker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.feed.FeedIds;
import dev.notifier.kafka.feed.TenantPartitions;
import dev.notifier.store.webhooks.WebhookFilter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a webhook reads after partitions were added to the topic. */
class StatusReaderTest {
  private static final int MORE = 2 * Topics.STATUS_PARTITIONS;

  /** It has another partition when there are more. */
  private static final String TENANT =
      IntStream.range(0, 100)
          .mapToObj(i -> "tenant-" + i)
          .filter(tenant -> TenantPartitions.of(tenant, MORE).size() == 2)
          .findFirst()
          .orElseThrow();

  private static final TopicPartition FORMER =
      partition(TenantPartitions.of(TENANT, MORE).getFirst());
  private static final TopicPartition NEWER =
      partition(TenantPartitions.of(TENANT, MORE).getLast());

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

  @BeforeEach
  void topic() {
    partitions(Topics.STATUS_PARTITIONS);
    consumer.updateBeginningOffsets(Map.of(FORMER, 0L, NEWER, 0L));
    consumer.updateEndOffsets(Map.of(FORMER, 7L, NEWER, 1L));
  }

  @Test
  void addedPartitionsAreNoticed() {
    StatusReader reader = reader();
    assertThat(reader.hasOtherPartitions()).isFalse();

    partitions(MORE);

    assertThat(reader.hasOtherPartitions()).isTrue();
  }

  @Test
  void anAddedPartitionIsReadFromItsBeginningWhenTheFormerOneIsAtItsEnd() {
    partitions(MORE);
    StatusReader reader = reader();
    consumer.commitSync(Map.of(FORMER, new OffsetAndMetadata(6)));
    reader.continueFrom(Instant.now());
    consumer.addRecord(record(FORMER, 6));
    consumer.addRecord(record(NEWER, 0));

    assertThat(partitionsOf(reader)).containsExactly(FORMER.partition());
    assertThat(partitionsOf(reader)).containsExactly(NEWER.partition());
  }

  /**
   * Another worker may have committed more than this one knows, on a partition that is quiet here.
   */
  @Test
  void theLastCommitHasOnlyWhatHasMoved() {
    partitions(MORE);
    StatusReader reader = reader();
    consumer.commitSync(Map.of(FORMER, new OffsetAndMetadata(6), NEWER, new OffsetAndMetadata(0)));
    reader.continueFrom(Instant.now());
    consumer.commitSync(Map.of(FORMER, new OffsetAndMetadata(7)));

    reader.commitAndWait(
        Map.of(NEWER.partition(), new ReadChange.Position(1, 0, Instant.EPOCH)),
        Duration.ofSeconds(1));

    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.of(FORMER, NEWER));
    assertThat(committed)
        .containsEntry(FORMER, new OffsetAndMetadata(7))
        .containsEntry(NEWER, new OffsetAndMetadata(1));
  }

  private StatusReader reader() {
    return new StatusReader(
        consumer,
        new StatusReader.Source("hook", TENANT, FeedIds.of("privacy key of this test"), 1));
  }

  private static List<Integer> partitionsOf(StatusReader reader) {
    return reader.poll(Duration.ZERO, WebhookFilter.ALL).stream()
        .map(ReadChange::partition)
        .toList();
  }

  private void partitions(int count) {
    Map<String, List<PartitionInfo>> topics = new HashMap<>();
    topics.put(
        Topics.STATUSES,
        IntStream.range(0, count)
            .mapToObj(i -> new PartitionInfo(Topics.STATUSES, i, null, null, null))
            .toList());
    topics.forEach(consumer::updatePartitions);
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
    byte[] other = "other".getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, other, other);
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topics.STATUSES, number);
  }
}
