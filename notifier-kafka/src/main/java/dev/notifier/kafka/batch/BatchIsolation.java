package dev.notifier.kafka.batch;

import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the records with which a stage fails. A batch that fails three times because of its data is
 * split in halves until the records are found that fail alone; the others proceed. Batches of other
 * partitions that succeed meanwhile do not matter. If many records in a row fail alone, the stage
 * itself is at fault and waits. Used by one thread.
 *
 * @param <R> a record
 */
public final class BatchIsolation<R> {
  /** How often a batch may fail before it is split. */
  public static final int ATTEMPTS = 3;

  private final Function<R, ConsumerRecord<?, ?>> sources;
  private final Function<R, List<R>> parts;
  private final Predicate<R> showsFault;
  private final Predicate<R> showsProgress;

  /**
   * The last record of each partition that failed with a batch and did not proceed since. A record
   * that causes the failures is one of these or before it, so it is not found yet.
   */
  private final Map<TopicPartition, Long> failed = new HashMap<>();

  /** How many records may fail alone before one succeeds. */
  static final int MAX_ALONE_IN_A_ROW = 50;

  private int failures;
  private int aloneInARow;

  /**
   * @param sources where a record comes from
   */
  public BatchIsolation(Function<R, ConsumerRecord<?, ?>> sources) {
    this(sources, List::of, _ -> true, _ -> true);
  }

  /**
   * @param sources where a record comes from
   * @param parts what a record that fails alone consists of, each of which can be processed by
   *     itself; a record that cannot be divided is its only part
   * @param showsFault whether a record that fails alone counts; others may do so as often as they
   *     like
   * @param showsProgress whether a record that succeeds shows that the stage works
   */
  public BatchIsolation(
      Function<R, ConsumerRecord<?, ?>> sources,
      Function<R, List<R>> parts,
      Predicate<R> showsFault,
      Predicate<R> showsProgress) {
    this.sources = sources;
    this.parts = parts;
    this.showsFault = showsFault;
    this.showsProgress = showsProgress;
  }

  /** Processes records, all or none. */
  @FunctionalInterface
  public interface Step<R> {
    void process(List<R> records) throws Exception;
  }

  /** Takes a record with which the step fails. */
  @FunctionalInterface
  public interface Alone<R> {
    void failed(R record, Exception failure) throws Exception;
  }

  /**
   * Processes a batch.
   *
   * @throws Exception when it fails as a whole; the caller calls again with the same records
   */
  public void process(List<R> records, Step<R> step, Alone<R> alone) throws Exception {
    if (failures < ATTEMPTS) {
      try {
        run(step, records);
        succeeded(records);
      } catch (Exception e) {
        if (DataFailures.isCausedByData(e)) {
          failures++;
          records.forEach(this::markFailed);
        }
        throw e;
      }
    } else {
      isolate(records, step, alone);
    }
    records.forEach(this::markDone);
    if (failed.isEmpty()) {
      failures = 0;
    }
  }

  /** Forgets partitions that another member reads from now on. */
  public void forget(Collection<TopicPartition> partitions) {
    failed.keySet().removeAll(partitions);
  }

  private void markFailed(R record) {
    ConsumerRecord<?, ?> source = sources.apply(record);
    failed.merge(partition(source), source.offset(), Math::max);
  }

  private void markDone(R record) {
    ConsumerRecord<?, ?> source = sources.apply(record);
    failed.computeIfPresent(
        partition(source), (partition, last) -> source.offset() >= last ? null : last);
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private void isolate(List<R> records, Step<R> step, Alone<R> alone) throws Exception {
    try {
      run(step, records);
      succeeded(records);
    } catch (Exception e) {
      if (!DataFailures.isCausedByData(e)) {
        throw e;
      }
      List<R> divided = records.size() == 1 ? parts.apply(records.getFirst()) : records;
      if (divided.size() == 1) {
        failedAlone(divided.getFirst(), e, alone);
      } else {
        int middle = divided.size() / 2;
        isolate(divided.subList(0, middle), step, alone);
        isolate(divided.subList(middle, divided.size()), step, alone);
      }
    }
  }

  private void succeeded(List<R> records) {
    if (records.stream().anyMatch(showsProgress)) {
      aloneInARow = 0;
    }
  }

  private void failedAlone(R record, Exception failure, Alone<R> alone) throws Exception {
    boolean isCounted = showsFault.test(record);
    if (isCounted && aloneInARow >= MAX_ALONE_IN_A_ROW) {
      throw new EveryRecordFailsException(failure);
    }
    alone.failed(record, failure);
    aloneInARow += isCounted ? 1 : 0;
  }

  /** A record that is nested too deep must not end the thread. */
  private static <R> void run(Step<R> step, List<R> records) throws Exception {
    try {
      step.process(records);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("a value is nested too deep", e);
    }
  }

  /** Not single records are at fault, but the program or its environment. */
  static final class EveryRecordFailsException extends RuntimeException implements SafeFailure {
    EveryRecordFailsException(Exception failure) {
      super(
          MAX_ALONE_IN_A_ROW
              + " records in a row failed one by one; the next ones wait until the cause is"
              + " corrected: "
              + RedactedError.of(failure),
          failure);
    }
  }
}
