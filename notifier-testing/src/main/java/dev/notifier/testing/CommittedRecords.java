package dev.notifier.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics for tests, which look at them many times while they wait. It keeps its consumer and
 * what it has read: a new consumer for the 64 partitions of the binds, which reads all records
 * again, costs more than what the test checks. Thread-safe.
 */
final class CommittedRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int FETCH_MAX_WAIT_MS = 10;

  private final Admin admin;
  private final Map<String, Object> config;

  /** What is read; topics that were deleted and created again have other ids. */
  private final Map<String, Topic> topics = new HashMap<>();

  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
  private KafkaConsumer<byte[], byte[]> consumer;

  private record Topic(Uuid id, List<TopicPartition> partitions) {
    static Topic of(TopicDescription topic) {
      return new Topic(
          topic.topicId(),
          topic.partitions().stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList());
    }
  }

  /**
   * @param connection the settings of every client
   */
  CommittedRecords(Admin admin, Map<String, Object> connection) {
    this.admin = admin;
    config = new HashMap<>(connection);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // Another topic is not read before the answer to the last request.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MS);
    consumer = consumer();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** All records of the topics that are committed now, up to the first open transaction. */
  synchronized List<ConsumerRecord<byte[], byte[]>> committed(List<String> names) {
    assign(names);
    List<TopicPartition> partitions =
        topics.entrySet().stream()
            .filter(topic -> names.contains(topic.getKey()))
            .flatMap(topic -> topic.getValue().partitions().stream())
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer
          .poll(POLL)
          .forEach(record ->
              records.computeIfAbsent(record.topic(), _ -> new ArrayList<>()).add(record));
    }
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    // Those before the beginning were trimmed after they were read.
    return names.stream()
        .flatMap(name -> records.getOrDefault(name, List.of()).stream())
        .filter(record ->
            record.offset()
                >= beginnings.getOrDefault(
                    new TopicPartition(record.topic(), record.partition()), Long.MAX_VALUE))
        .toList();
  }

  /** Adds topics to those that are read. If one of these has changed, all are read again. */
  private void assign(List<String> names) {
    Set<String> all = new HashSet<>(topics.keySet());
    all.addAll(names);
    Map<String, Topic> now = describe(all);
    if (now.equals(topics)) {
      return;
    }
    if (!now.entrySet().containsAll(topics.entrySet())) {
      consumer.close();
      consumer = consumer();
      records.clear();
      now.keySet().retainAll(names);
    }
    topics.clear();
    topics.putAll(now);
    consumer.assign(now.values().stream().flatMap(topic -> topic.partitions().stream()).toList());
  }

  /** Without those that do not exist. */
  private Map<String, Topic> describe(Set<String> names) {
    Map<String, Topic> found = new HashMap<>();
    for (var each : admin.describeTopics(names).topicNameValues().entrySet()) {
      KafkaFuture<TopicDescription> description = each.getValue();
      try {
        found.put(each.getKey(), Topic.of(description.get()));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new IllegalStateException(e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return found;
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
