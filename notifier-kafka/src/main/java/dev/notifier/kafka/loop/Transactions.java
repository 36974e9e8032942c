package dev.notifier.kafka.loop;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a group member. The transactional id depends on the lowest partition that is
 * assigned to the member, so ids are few and stable, and the next owner of the partitions knows
 * which ids to fence. Used by one thread.
 */
final class Transactions {
  private static final long CALL_SECONDS = KafkaClients.CALL_TIMEOUT.toSeconds();

  /** Kafka's default limit, without its own bytes. */
  private static final int MAX_RECORD_BYTES = (1 << 20) - 512;

  private final LoopDefinition definition;
  private final LoopContext context;
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private @Nullable String id;

  Transactions(LoopDefinition definition, LoopContext context) {
    this.definition = definition;
    this.context = context;
  }

  /**
   * Takes over newly assigned partitions: aborts the open transactions of their former owners.
   * Until then readers see no records behind those transactions, and the committed offsets are
   * uncertain.
   */
  void takeOver(Set<TopicPartition> all, Set<TopicPartition> newlyAssigned) throws Exception {
    if (all.isEmpty()) {
      close();
      return;
    }
    closeUnlessIdOf(all);
    String own = definition.transactionalId(all);
    Set<String> former = new HashSet<>();
    for (TopicPartition partition : newlyAssigned) {
      former.add(definition.transactionalId(List.of(partition)));
    }
    former.remove(own);
    fence(former);
    if (producer == null) {
      id = own;
      producer = context.clients().transactionalProducer(own);
      producer.initTransactions();
    }
  }

  /** Makes one call per id: the client sends the ids of one call in turn, with growing pauses. */
  private void fence(Set<String> ids) throws Exception {
    List<KafkaFuture<Void>> fences = new ArrayList<>();
    for (String former : ids) {
      fences.add(context.admin().fenceProducers(List.of(former)).all());
    }
    for (KafkaFuture<Void> fence : fences) {
      fence.get(CALL_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Whether there is a producer. */
  boolean isOpen() {
    return producer != null;
  }

  /** Closes the producer, unless these partitions still determine its id. */
  void closeUnlessIdOf(Set<TopicPartition> partitions) {
    if (partitions.isEmpty() || !definition.transactionalId(partitions).equals(id)) {
      close();
    }
  }

  /** Kafka's ids of the topics of these partitions. */
  Map<String, UUID> topicIds(Collection<TopicPartition> partitions) throws Exception {
    Set<String> topics = new HashSet<>();
    partitions.forEach(partition -> topics.add(partition.topic()));
    Map<String, UUID> ids = new HashMap<>();
    context
        .admin()
        .describeTopics(topics)
        .allTopicNames()
        .get(CALL_SECONDS, TimeUnit.SECONDS)
        .forEach((name, topic) -> ids.put(name, javaUuid(topic.topicId())));
    return ids;
  }

  /** Commits records and offsets, or neither. An exception leaves open which. */
  void write(
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    KafkaProducer<byte[], byte[]> writer = producer;
    if (writer == null) {
      throw new IllegalStateException("no partitions are assigned; call takeOver first");
    }
    records.forEach(Transactions::requireSize);
    writer.beginTransaction();
    for (ProducerRecord<byte[], byte[]> record : records) {
      // A failed send also fails the commit.
      var _ = writer.send(record);
    }
    writer.sendOffsetsToTransaction(offsets, group);
    context.steps().reached(Step.BEFORE_COMMIT);
    writer.commitTransaction();
  }

  /** Brokers refuse such a record as well, but then the transaction waits for its timeout. */
  private static void requireSize(ProducerRecord<byte[], byte[]> record) {
    int bytes = length(record.key()) + length(record.value());
    for (var header : record.headers()) {
      bytes += header.key().length() + length(header.value());
    }
    if (bytes > MAX_RECORD_BYTES && !record.topic().equals(Topics.QUARANTINE)) {
      throw new RecordTooLargeException(
          "a record for " + record.topic() + " has " + bytes + " bytes");
    }
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** Closes the producer immediately. The next owner aborts an open transaction. */
  void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
      id = null;
    }
  }

  private static UUID javaUuid(Uuid id) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }
}
