package dev.notifier.kafka.loop;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The decoded records of a batch.
 *
 * @param readable the records to process
 * @param unreadable the records for the quarantine
 * @param newer the partitions that stop at a record of a newer release; what follows it is left out
 */
public record DecodedBatch<T extends VersionedRecord>(
    List<Entry<T>> readable,
    List<QuarantinedRecord> unreadable,
    Map<TopicPartition, NewerRecord> newer) {

  /**
   * A record and its value.
   *
   * @param part 0 = the whole record, otherwise only this part of it
   */
  public record Entry<T>(ConsumerRecord<byte[], byte[]> source, T value, int part) {
    /** A whole record. */
    public Entry(ConsumerRecord<byte[], byte[]> source, T value) {
      this(source, value, 0);
    }

    /** The parts of a whole record, numbered from 1. */
    public List<Entry<T>> parts(int count) {
      return IntStream.rangeClosed(1, count)
          .mapToObj(number -> new Entry<>(source, value, number))
          .toList();
    }
  }

  /** A record of a newer release. */
  public record NewerRecord(long offset, Decoded.Newer<?> version) {}

  /**
   * Decodes records, in the order of their partitions.
   *
   * @param stage the stage that reads them
   */
  public static <T extends VersionedRecord> DecodedBatch<T> of(
      Iterable<ConsumerRecord<byte[], byte[]>> records, RecordFormat<T> format, String stage) {
    List<Entry<T>> readable = new ArrayList<>();
    List<QuarantinedRecord> unreadable = new ArrayList<>();
    Map<TopicPartition, NewerRecord> newer = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (!newer.isEmpty() && newer.containsKey(partition(record))) {
        continue;
      }
      switch (format.decode(record.value())) {
        case Decoded.Complete<T>(T value) -> readable.add(new Entry<>(record, value));
        case Decoded.Unreadable<T> why ->
            unreadable.add(QuarantinedRecord.unreadable(stage, record, why));
        case Decoded.Newer<T> version ->
            newer.put(partition(record), new NewerRecord(record.offset(), version));
      }
    }
    return new DecodedBatch<>(readable, unreadable, newer);
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
