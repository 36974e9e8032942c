package dev.notifier.kafka.loop;

import dev.notifier.kafka.clients.ReadSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * What a loop reads and how it is known to Kafka.
 *
 * @param name for threads, metrics and logs
 * @param transactionalId the transactional id that goes with a partition; a loop uses the one of
 *     its lowest partition, which no other living member of the group has
 * @param trimPeriod how often what was read for good is deleted
 */
public record LoopDefinition(
    String name,
    String group,
    List<String> topics,
    ReadSettings reading,
    Function<TopicPartition, String> transactionalId,
    Duration trimPeriod) {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /** The transactional id of who has been given these partitions. */
  String transactionalId(Collection<TopicPartition> partitions) {
    return transactionalId.apply(partitions.stream().min(ORDER).orElseThrow());
  }
}
