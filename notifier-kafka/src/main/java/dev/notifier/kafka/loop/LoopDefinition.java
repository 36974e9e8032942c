package dev.notifier.kafka.loop;

import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.positions.StoredStarts;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics that a loop reads, and its identity in Kafka.
 *
 * @param name for threads, metrics and logs
 * @param transactionalId the transactional id that belongs to a partition; a loop uses that of its
 *     lowest partition, which no other live member of the group owns
 * @param trimPeriod how often committed records are deleted
 * @param keep how long records are kept after they were written, even if they are committed; zero =
 *     until they are committed
 * @param starts where reading starts if Kafka has no committed offset
 */
public record LoopDefinition(
    String name,
    String group,
    List<QueueTopic> topics,
    ReadSettings reading,
    Function<TopicPartition, String> transactionalId,
    Duration trimPeriod,
    Duration keep,
    StoredStarts starts) {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /** The stage to which the loop belongs: the first word of its name. */
  String stage() {
    int end = name.indexOf('-');
    return end < 0 ? name : name.substring(0, end);
  }

  /** The names of the topics. */
  List<String> topicNames() {
    return topics.stream().map(QueueTopic::name).toList();
  }

  /** The transactional id of the member that owns these partitions. */
  String transactionalId(Collection<TopicPartition> partitions) {
    return transactionalId.apply(partitions.stream().min(ORDER).orElseThrow());
  }
}
