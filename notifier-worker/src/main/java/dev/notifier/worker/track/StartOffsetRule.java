package dev.notifier.worker.track;

import dev.notifier.kafka.clients.FailureDescription;
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
 * Sets where reading starts when nothing was committed, by the rule of {@link StartOffsets}. Where
 * the rule cannot tell, Kafka's own rule (none) stops the reader, and the health check says why.
 */
final class StartOffsetRule implements ConsumerAwareRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(StartOffsetRule.class);

  private final Consumer<String> trouble;

  /**
   * @param trouble is told what is wrong, for the health check
   */
  StartOffsetRule(Consumer<String> trouble) {
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
    try {
      StartOffsets.seek(consumer, fresh);
    } catch (StartOffsets.StartUnknownException e) {
      String words = FailureDescription.of(e) + " (this reader: after a restart of the worker)";
      log.error("Cannot tell where to read on: {}", words);
      trouble.accept(words);
    }
  }
}
