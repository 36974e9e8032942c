package dev.notifier.local.topics;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the committed records of a topic, without a consumer group. */
public final class TopicReader {
  private static final int MAX_POLL_RECORDS = 500;
  private static final Duration POLL = Duration.ofMillis(500);

  /** Behind the last record there may be only marks of transactions, which are never returned. */
  private static final int MAX_EMPTY_POLLS = 10;

  private final KafkaClients clients;

  public TopicReader(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * Reads up to the end that each partition has now.
   *
   * @param partition the only partition to read; null = all
   * @param from the first offset in each partition; 0 is the beginning
   * @param max the most records
   * @return how many records were read
   */
  public int read(
      String topic,
      @Nullable Integer partition,
      long from,
      int max,
      Consumer<ConsumerRecord<byte[], byte[]>> sink)
      throws IOException {
    ReadSettings reading = ReadSettings.immediate(Duration.ZERO, MAX_POLL_RECORDS);
    try (KafkaConsumer<byte[], byte[]> consumer = clients.assignedConsumer("topic", reading)) {
      if (!consumer.listTopics().containsKey(topic)) {
        throw new IOException("There is no topic " + topic + ".");
      }
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .filter(info -> partition == null || info.partition() == partition)
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IOException("Topic " + topic + " has no partition " + partition + ".");
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer
          .beginningOffsets(partitions)
          .forEach((each, first) ->
              consumer.seek(each, Math.min(Math.max(first, from), end(ends, each))));
      return read(consumer, ends, max, sink);
    }
  }

  private static int read(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      int max,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    int read = 0;
    int emptyPolls = 0;
    while (emptyPolls < MAX_EMPTY_POLLS
        && ends.keySet().stream().anyMatch(each -> consumer.position(each) < end(ends, each))) {
      var polled = consumer.poll(POLL);
      emptyPolls = polled.isEmpty() ? emptyPolls + 1 : 0;
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        sink.accept(record);
        if (++read == max) {
          return read;
        }
      }
    }
    return read;
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }
}
