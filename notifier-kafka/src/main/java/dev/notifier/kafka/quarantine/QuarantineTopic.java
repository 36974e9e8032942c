package dev.notifier.kafka.quarantine;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineMark;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads the topic of the quarantine from a time to its end. */
final class QuarantineTopic {
  private static final int MAX_POLL_RECORDS = 100;
  private static final Duration POLL = Duration.ofMillis(500);

  /** Twice as long as a broker takes to abort the transaction of a worker that ended. */
  private static final int MAX_EMPTY_POLLS = 80;

  private final KafkaClients clients;

  QuarantineTopic(KafkaClients clients) {
    this.clients = clients;
  }

  /** Takes the records, those with the same key in their order. */
  @FunctionalInterface
  interface Reader {
    void read(ConsumerRecord<byte[], byte[]> record) throws QuarantineException;
  }

  /** Reads up to the first open transaction of a stage. */
  void read(@Nullable Instant since, Reader reader) throws QuarantineException {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      read(consumer, since, consumer.endOffsets(partitions(consumer)), reader);
    }
  }

  /** Waits for the end of open transactions of stages, behind which there may be marks. */
  void readAll(@Nullable Instant since, Reader reader) throws QuarantineException {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      read(consumer, since, highWatermarks(partitions(consumer)), reader);
    }
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      @Nullable Instant since,
      Map<TopicPartition, Long> ends,
      Reader reader)
      throws QuarantineException {
    consumer.assign(ends.keySet());
    consumer.seekToBeginning(ends.keySet());
    if (since != null) {
      seek(consumer, since, ends);
    }
    int emptyPolls = 0;
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      var polled = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        reader.read(record);
      }
      emptyPolls = polled.isEmpty() ? emptyPolls + 1 : 0;
      if (emptyPolls > MAX_EMPTY_POLLS) {
        throw new KafkaException("Kafka returned no records of the quarantine for 40 s");
      }
    }
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer, Instant since, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new LinkedHashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
    ends.forEach((partition, end) -> {
      OffsetAndTimestamp first = offsets.get(partition);
      consumer.seek(partition, first == null ? end : first.offset());
    });
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return clients.assignedConsumer(
        "quarantine", ReadSettings.immediate(Duration.ZERO, MAX_POLL_RECORDS));
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(Topics.QUARANTINE).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private Map<TopicPartition, Long> highWatermarks(List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    try (Admin admin = clients.admin("quarantine")) {
      get(admin.listOffsets(latest).all())
          .forEach((partition, end) -> ends.put(partition, end.offset()));
    }
    return ends;
  }

  /** The names of the topics that exist. */
  Set<String> allTopics() {
    try (Admin admin = clients.admin("quarantine")) {
      return Set.copyOf(get(admin.listTopics().names()));
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new KafkaException("the topics cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  /** The position that a record is about. */
  static String position(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  /** What a record says about a quarantined record; null if it is a mark or not readable. */
  static @Nullable QuarantineEntry entry(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(QuarantineEntry.HEADER);
    return header != null
            && QuarantineEntry.FORMAT.decode(header.value())
                instanceof Decoded.Complete<QuarantineEntry>(QuarantineEntry entry)
        ? entry
        : null;
  }

  /** What was done about a quarantined record; null if the record is not a readable mark. */
  static @Nullable QuarantineMark mark(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(QuarantineMark.HEADER);
    return header != null
            && QuarantineMark.FORMAT.decode(header.value())
                instanceof Decoded.Complete<QuarantineMark>(QuarantineMark mark)
        ? mark
        : null;
  }
}
