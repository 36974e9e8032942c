package dev.notifier.worker.journal;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.batch.BatchResult.Hold;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the journal of one bind to its end. */
public final class JournalReader {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MAX_EMPTY_POLLS = 120;

  private JournalReader() {}

  /**
   * Reads the journal from its last checkpoint. If that is unknown, or outside the log, reads the
   * whole log. That is right if the log was never trimmed, or if it contains a checkpoint: a
   * checkpoint lists everything that the records before it leave pending. The trimmer deletes only
   * what precedes the last committed checkpoint, so a log that only the trimmer has shortened
   * contains one.
   *
   * @param consumer assigned by this method; reads committed records only
   * @param checkpointOffset the committed offset of the last checkpoint; negative if unknown
   * @param operator asked if the journal does not tell
   * @throws UnknownPositionException if no position is certainly right and the operator knows none
   */
  public static JournalState read(
      BindId bind,
      Consumer<byte[], byte[]> consumer,
      long checkpointOffset,
      StartPositions operator) {
    TopicPartition partition = bind.journalPartition();
    List<TopicPartition> partitions = List.of(partition);
    consumer.assign(partitions);
    long beginning = consumer.beginningOffsets(partitions).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(partitions).getOrDefault(partition, 0L);
    if (checkpointOffset >= beginning && checkpointOffset <= end) {
      return read(bind, consumer, checkpointOffset, end);
    }
    JournalState state = read(bind, consumer, beginning, end);
    if (beginning == 0 || state.hasCheckpoint()) {
      return state;
    }
    Long decided = operator.of(partition);
    if (decided == null || decided < beginning || decided > end) {
      throw UnknownPositionException.ofJournal(bind, partition, beginning, checkpointOffset);
    }
    return read(bind, consumer, decided, end);
  }

  private static JournalState read(
      BindId bind, Consumer<byte[], byte[]> consumer, long start, long end) {
    TopicPartition partition = bind.journalPartition();
    consumer.seek(partition, start);
    JournalState state = new JournalState();
    int emptyPolls = 0;
    while (consumer.position(partition) < end) {
      var fetched = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> entry : fetched) {
        apply(bind, entry, state);
      }
      emptyPolls = fetched.isEmpty() ? emptyPolls + 1 : 0;
      if (emptyPolls > MAX_EMPTY_POLLS) {
        throw new IllegalStateException(
            "Kafka returned no records of the journal of bind " + bind + " for a minute");
      }
    }
    return state;
  }

  /**
   * An unreadable record is passed over: the segments that it concerns are then unconfirmed, or
   * listed by the next checkpoint. A record of a newer release stops this bind.
   */
  private static void apply(BindId bind, ConsumerRecord<byte[], byte[]> entry, JournalState state) {
    switch (RecordFormats.JOURNAL.decode(entry.value())) {
      case Decoded.Complete<JournalRecord>(JournalRecord record) -> state.apply(record);
      case Decoded.Unreadable<JournalRecord> why ->
          state.addUnreadable(QuarantinedRecord.unreadable("submit", entry, why));
      case Decoded.Newer<JournalRecord> newer ->
          throw new IllegalStateException(
              "The journal of bind "
                  + bind
                  + " cannot be recovered: "
                  + Hold.newerProblem(bind.journalPartition(), entry.offset(), newer));
    }
  }
}
