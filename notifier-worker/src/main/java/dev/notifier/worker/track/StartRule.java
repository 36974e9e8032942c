package dev.notifier.worker.track;

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
 * Where reading starts when nothing was committed: at the beginning, if the topic still has it.
 * Otherwise something was lost, the group's offsets or records that nobody read, and a person has
 * to say where to go on; Kafka's own resets would lose silently.
 */
final class StartRule implements ConsumerAwareRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(StartRule.class);

  private final Consumer<String> trouble;

  /**
   * @param trouble is told what is wrong, for the health check
   */
  StartRule(Consumer<String> trouble) {
    this.trouble = trouble;
  }

  @Override
  public void onPartitionsAssigned(
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
    Set<TopicPartition> fresh =
        partitions.stream()
            .filter(partition -> committed.get(partition) == null)
            .collect(Collectors.toSet());
    consumer
        .beginningOffsets(fresh)
        .forEach((partition, start) -> {
          if (start == 0) {
            consumer.seek(partition, 0);
          } else {
            lost(partition, start);
          }
        });
  }

  private void lost(TopicPartition partition, long start) {
    String text =
        "%s has no committed offset and begins at %d; set the group's offset (0 is gone), then restart"
            .formatted(partition, start);
    log.error("Cannot tell where to read on: {}", text);
    trouble.accept(text);
  }
}
