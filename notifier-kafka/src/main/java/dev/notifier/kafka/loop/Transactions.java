package dev.notifier.kafka.loop;

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
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a group member. The transactional id follows from the lowest partition that
 * the member was given, so ids are few and stable, and the next owner of the partitions knows which
 * ones to fence. Used by one thread.
 */
final class Transactions {
  private static final long CALL_SECONDS = KafkaClients.CALL_TIMEOUT.toSeconds();

  private final LoopDefinition plan;
  private final LoopContext tools;
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private @Nullable String id;

  Transactions(LoopDefinition plan, LoopContext tools) {
    this.plan = plan;
    this.tools = tools;
  }

  /**
   * Ends whatever transactions former owners of the given partitions left open: until then readers
   * see nothing behind them, and their offsets are in doubt.
   */
  void take(Set<TopicPartition> all, Set<TopicPartition> given) throws Exception {
    if (all.isEmpty()) {
      drop();
      return;
    }
    keepIfStillOurs(all);
    String own = plan.transactionalId(all);
    Set<String> former = new HashSet<>();
    for (TopicPartition partition : given) {
      former.add(plan.transactionalId(List.of(partition)));
    }
    former.remove(own);
    fence(former);
    if (producer == null) {
      id = own;
      producer = tools.clients().transactionalProducer(own);
      producer.initTransactions();
    }
  }

  /** One call for each id: the client sends the ids of one call one by one, with growing pauses. */
  private void fence(Set<String> ids) throws Exception {
    List<KafkaFuture<Void>> fences = new ArrayList<>();
    for (String former : ids) {
      fences.add(tools.admin().fenceProducers(List.of(former)).all());
    }
    for (KafkaFuture<Void> fence : fences) {
      fence.get(CALL_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Whether there is a producer to write with. */
  boolean ready() {
    return producer != null;
  }

  /** Ends the producer when these partitions no longer have its id. */
  void keepIfStillOurs(Set<TopicPartition> partitions) {
    if (partitions.isEmpty() || !plan.transactionalId(partitions).equals(id)) {
      drop();
    }
  }

  /** Kafka's own ids of the partitions' topics. */
  Map<String, UUID> topicIds(Collection<TopicPartition> partitions) throws Exception {
    Set<String> topics = new HashSet<>();
    partitions.forEach(partition -> topics.add(partition.topic()));
    Map<String, UUID> ids = new HashMap<>();
    tools
        .admin()
        .describeTopics(topics)
        .allTopicNames()
        .get(CALL_SECONDS, TimeUnit.SECONDS)
        .forEach((name, topic) -> ids.put(name, javaUuid(topic.topicId())));
    return ids;
  }

  /** All of it or nothing; an exception leaves open which. */
  void write(
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    KafkaProducer<byte[], byte[]> writer = producer;
    if (writer == null) {
      throw new IllegalStateException("records without partitions");
    }
    writer.beginTransaction();
    for (ProducerRecord<byte[], byte[]> record : records) {
      // What a send fails with, the commit fails with.
      var _ = writer.send(record);
    }
    writer.sendOffsetsToTransaction(offsets, group);
    tools.steps().passed(Step.BEFORE_COMMIT);
    writer.commitTransaction();
  }

  /** Lets go of the producer at once; an open transaction is ended by whoever comes next. */
  void drop() {
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
