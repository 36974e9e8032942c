package dev.notifier.kafka.batch;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The decoded records of a batch.
 *
 * @param readable the records to process
 * @param unreadable the records for the quarantine
 * @param newer the partitions that stop at a record of a newer release; what follows it is left out
 * @param next the offsets behind the readable and unreadable records
 */
public record DecodedBatch<T extends VersionedRecord>(
    List<Entry<T>> readable,
    List<QuarantinedRecord> unreadable,
    Map<TopicPartition, NewerRecord> newer,
    Map<TopicPartition, OffsetAndMetadata> next) {

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
    return slices(records, format, stage, _ -> 0, 0).getFirst();
  }

  /**
   * Decodes records into batches that are processed one after the other.
   *
   * @param stage the stage that reads them
   * @param weight how much work a record is
   * @param maxWeight the most of one batch, unless it is a single record
   * @return at least one batch
   */
  public static <T extends VersionedRecord> List<DecodedBatch<T>> slices(
      Iterable<ConsumerRecord<byte[], byte[]>> records,
      RecordFormat<T> format,
      String stage,
      ToIntFunction<T> weight,
      int maxWeight) {
    List<DecodedBatch<T>> slices = new ArrayList<>();
    slices.add(empty());
    Map<TopicPartition, NewerRecord> stopped = new HashMap<>();
    int sum = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (!stopped.isEmpty() && stopped.containsKey(partition(record))) {
        continue;
      }
      Decoded<T> decoded = format.decode(record.value());
      int next = decoded instanceof Decoded.Complete<T>(T value) ? weight.applyAsInt(value) : 0;
      if (sum > 0 && sum + next > maxWeight) {
        slices.add(empty());
        sum = 0;
      }
      sum += next;
      slices.getLast().add(record, decoded, stage);
      stopped.putAll(slices.getLast().newer());
    }
    return slices;
  }

  private static <T extends VersionedRecord> DecodedBatch<T> empty() {
    return new DecodedBatch<>(
        new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>());
  }

  private void add(ConsumerRecord<byte[], byte[]> record, Decoded<T> decoded, String stage) {
    switch (decoded) {
      case Decoded.Complete<T>(T value) -> readable.add(new Entry<>(record, value));
      case Decoded.Unreadable<T> why ->
          unreadable.add(QuarantinedRecord.unreadable(stage, record, why));
      case Decoded.Newer<T> version -> {
        newer.put(partition(record), new NewerRecord(record.offset(), version));
        return;
      }
    }
    next.put(partition(record), new OffsetAndMetadata(record.offset() + 1));
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
