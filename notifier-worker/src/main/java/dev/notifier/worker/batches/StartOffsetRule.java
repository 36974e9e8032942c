package dev.notifier.worker.batches;

import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.loop.StartOffsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Applies the rule of {@link StartOffsets} to partitions without a committed offset, or with one
 * outside the log, which would end the reader. If the rule does not decide, Kafka's own rule (none)
 * stops the reader, and the health check reports why.
 */
final class StartOffsetRule implements ConsumerAwareRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(StartOffsetRule.class);

  private final Consumer<String> onError;
  private final Consumer<Collection<TopicPartition>> onAssigned;
  private final Consumer<Collection<TopicPartition>> onRevoked;

  /**
   * @param onError receives the problem, for the health check
   * @param onAssigned receives newly assigned partitions
   * @param onRevoked receives partitions that are revoked or lost
   */
  StartOffsetRule(
      Consumer<String> onError,
      Consumer<Collection<TopicPartition>> onAssigned,
      Consumer<Collection<TopicPartition>> onRevoked) {
    this.onError = onError;
    this.onAssigned = onAssigned;
    this.onRevoked = onRevoked;
  }

  @Override
  public void onPartitionsRevokedAfterCommit(
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions) {
    onRevoked.accept(partitions);
  }

  @Override
  public void onPartitionsLost(
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions) {
    onRevoked.accept(partitions);
  }

  @Override
  public void onPartitionsAssigned(
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions) {
    try {
      seek(consumer, partitions);
    } finally {
      // Not before: to resume a partition, the container interrupts the calls of the consumer.
      onAssigned.accept(partitions);
    }
  }

  private void seek(
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Set<TopicPartition> withoutOffset =
        partitions.stream()
            .filter(partition -> {
              OffsetAndMetadata offset = committed.get(partition);
              return offset == null
                  || offset.offset() < beginnings.getOrDefault(partition, 0L)
                  || offset.offset() > ends.getOrDefault(partition, Long.MAX_VALUE);
            })
            .collect(Collectors.toSet());
    try {
      StartOffsets.seek(consumer, withoutOffset);
    } catch (StartOffsets.UnknownStartOffsetException e) {
      String problem = RedactedError.of(e) + "; restart the worker afterwards";
      log.error("The start offset is unknown: {}", problem);
      onError.accept(problem);
    }
  }
}
