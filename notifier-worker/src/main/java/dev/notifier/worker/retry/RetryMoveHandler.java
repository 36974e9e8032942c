package dev.notifier.worker.retry;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.RecordJson.UnreadableRecordException;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.loop.BatchHandler;
import dev.notifier.kafka.loop.BatchResult;
import dev.notifier.kafka.loop.BatchResult.Hold;
import dev.notifier.kafka.loop.PolledBatch;
import dev.notifier.worker.routes.SessionRoundRobin;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves due records, urgent ones first, and holds each partition until its next record is due. */
final class RetryMoveHandler implements BatchHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RetryMoveHandler.class);

  private final Map<String, RetryTopic> topics = RetryTopic.byName();
  private final SessionRoundRobin roundRobin;
  private final InstantSource clock;
  private final MeterRegistry meters;

  RetryMoveHandler(SessionRoundRobin roundRobin, InstantSource clock, MeterRegistry meters) {
    this.roundRobin = roundRobin;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public BatchResult handle(PolledBatch batch) {
    Moves moves = new Moves(clock.instant());
    Set<TopicPartition> partitions = batch.records().partitions();
    topics.forEach((name, topic) -> {
      for (TopicPartition partition : partitions) {
        if (partition.topic().equals(name)) {
          move(topic, partition, batch.records().records(partition), moves);
        }
      }
    });
    return new BatchResult(moves.records, moves.holds, () -> count(moves));
  }

  private void move(
      RetryTopic topic,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records,
      Moves moves) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Instant due = Instant.ofEpochMilli(record.timestamp()).plus(topic.delay().delay());
      if (due.isAfter(moves.now)) {
        moves.holds.put(partition, new Hold(record.offset(), due));
        return;
      }
      move(topic.lane(), record, moves);
    }
  }

  private void move(Lane lane, ConsumerRecord<byte[], byte[]> record, Moves moves) {
    String route = routeOf(record);
    if (route == null) {
      moves.unreadable.merge(lane, 1, Integer::sum);
      return;
    }
    moves.records.add(
        new ProducerRecord<>(
            Topics.submit(route, lane),
            roundRobin.nextPartition(route),
            record.key(),
            record.value()));
    moves.moved.merge(lane, 1, Integer::sum);
  }

  @SuppressWarnings("ConstantValue") // Values from JSON may be null.
  private static @Nullable String routeOf(ConsumerRecord<byte[], byte[]> record) {
    try {
      SubmitRecord submission = RecordJson.read(record.value(), SubmitRecord.class);
      if (submission != null && submission.route() != null) {
        return submission.route();
      }
    } catch (UnreadableRecordException e) {
      // Logged below.
    }
    LOG.warn(
        "Skipped a record that is not a submission: topic {}, partition {}, offset {}; check who else"
            + " writes to this topic",
        record.topic(),
        record.partition(),
        record.offset());
    return null;
  }

  private void count(Moves moves) {
    moves.moved.forEach((lane, count) -> counter(RetryMetrics.MOVED, lane).increment(count));
    moves.unreadable.forEach(
        (lane, count) -> counter(RetryMetrics.UNREADABLE, lane).increment(count));
  }

  private Counter counter(RetryMetrics metric, Lane lane) {
    return Counter.builder(metric.id()).tag("lane", lane.id()).register(meters);
  }

  /** The result of one batch. */
  private static final class Moves {
    final Instant now;
    final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    final Map<TopicPartition, Hold> holds = new HashMap<>();
    final Map<Lane, Integer> moved = new EnumMap<>(Lane.class);
    final Map<Lane, Integer> unreadable = new EnumMap<>(Lane.class);

    Moves(Instant now) {
      this.now = now;
    }
  }
}
