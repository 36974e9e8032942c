package dev.notifier.worker.retry;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry.Reason;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.batch.BatchHandler;
import dev.notifier.kafka.batch.BatchResult;
import dev.notifier.kafka.batch.BatchResult.Hold;
import dev.notifier.kafka.batch.PolledBatch;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
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
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Moves due records, urgent ones first, and holds each partition until its next record is due. Used
 * by one thread.
 */
final class RetryMoveHandler implements BatchHandler {
  private static final String STAGE = "retry";

  private final Map<String, RetryTopic> topics = RetryTopic.byName();
  private final SessionRoundRobin roundRobin;
  private final Predicate<String> topicExists;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Map<TopicPartition, FirstSeen> firstSeen = new HashMap<>();

  /**
   * @param topicExists whether there is a submit topic of this name; one that does not exist would
   *     hold up every transaction
   */
  RetryMoveHandler(
      SessionRoundRobin roundRobin,
      Predicate<String> topicExists,
      InstantSource clock,
      MeterRegistry meters) {
    this.topicExists = topicExists;
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
    return new BatchResult(moves.records, moves.holds, moves.quarantined, () -> count(moves));
  }

  private void move(
      RetryTopic topic,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records,
      Moves moves) {
    FirstSeen seen = firstSeen.computeIfAbsent(partition, _ -> new FirstSeen());
    seen.polled(records, moves.now);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Instant due = seen.storedAt(record).plus(topic.delay().delay());
      if (due.isAfter(moves.now)) {
        moves.holds.put(partition, new Hold(record.offset(), due));
        seen.forgetBefore(record.offset());
        return;
      }
      if (!move(topic.lane(), partition, record, moves)) {
        seen.forgetBefore(record.offset());
        return;
      }
    }
    seen.forgetBefore(records.getLast().offset() + 1);
  }

  /** Returns whether the partition continues behind the record. */
  private boolean move(
      Lane lane, TopicPartition from, ConsumerRecord<byte[], byte[]> record, Moves moves) {
    switch (RecordFormats.SUBMIT.decode(record.value())) {
      case Decoded.Complete<SubmitRecord>(SubmitRecord message) ->
          move(lane, message.route(), record, moves);
      case Decoded.Unreadable<SubmitRecord> why ->
          moves.quarantined.add(QuarantinedRecord.unreadable(STAGE, record, why));
      case Decoded.Newer<SubmitRecord> newer -> {
        moves.holds.put(from, Hold.newer(from, record.offset(), newer, moves.now));
        return false;
      }
    }
    return true;
  }

  private void move(Lane lane, String route, ConsumerRecord<byte[], byte[]> record, Moves moves) {
    String topic = Topics.submit(route, lane);
    if (!topicExists.test(topic)) {
      moves.quarantined.add(
          new QuarantinedRecord(STAGE, record, Reason.WRONG_VALUE, "field route", null));
      return;
    }
    moves.records.add(
        new ProducerRecord<>(topic, roundRobin.nextPartition(route), record.key(), record.value()));
    moves.moved.merge(lane, 1, Integer::sum);
  }

  private void count(Moves moves) {
    moves.moved.forEach((lane, count) -> counter(RetryMetrics.MOVED, lane).increment(count));
  }

  private Counter counter(RetryMetrics metric, Lane lane) {
    return Counter.builder(metric.id()).tag("lane", lane.id()).register(meters);
  }

  /**
   * When the records of a partition were polled first, as far as their timestamps are in the
   * future. The clock of a broker may be ahead; the delay then counts from the first poll.
   */
  private static final class FirstSeen {
    private static final int MAX_POLLS = 1_000;

    /** By the last offset of the poll, ascending like the times. */
    private final TreeMap<Long, Instant> polls = new TreeMap<>();

    void polled(List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
      long last = records.getLast().offset();
      boolean isNew = polls.isEmpty() || polls.lastKey() < last;
      if (isNew
          && polls.size() < MAX_POLLS
          && records.stream().anyMatch(record -> record.timestamp() > now.toEpochMilli())) {
        polls.put(last, now);
      }
    }

    /**
     * When the record was stored: its timestamp, unless that was in the future at the first poll.
     */
    Instant storedAt(ConsumerRecord<byte[], byte[]> record) {
      Instant stamped = Instant.ofEpochMilli(record.timestamp());
      Map.Entry<Long, Instant> poll = polls.ceilingEntry(record.offset());
      return poll != null && poll.getValue().isBefore(stamped) ? poll.getValue() : stamped;
    }

    void forgetBefore(long offset) {
      polls.headMap(offset).clear();
    }
  }

  /** The result of one batch. */
  private static final class Moves {
    final Instant now;
    final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    final List<QuarantinedRecord> quarantined = new ArrayList<>();
    final Map<TopicPartition, Hold> holds = new HashMap<>();
    final Map<Lane, Integer> moved = new EnumMap<>(Lane.class);

    Moves(Instant now) {
      this.now = now;
    }
  }
}
