package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.wire.RecordFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Writes the journal of one bind to its partition of the binds topic. */
public final class KafkaJournalWriter implements JournalWriter {
  private final BindId bind;
  private final Producer<byte[], byte[]> producer;
  private final LongSupplier nanos;
  private volatile long lastCommitStartNanos;

  /**
   * @param producer with the bind's transactional id
   */
  public KafkaJournalWriter(BindId bind, Producer<byte[], byte[]> producer, LongSupplier nanos) {
    this.bind = bind;
    this.producer = producer;
    this.nanos = nanos;
  }

  /** Fences the former owner: none of its transactions can commit from now on. */
  public void fenceFormerOwner() {
    producer.initTransactions();
  }

  @Override
  public long commit(
      JournalRecord entry,
      List<MessageTransfer> transfers,
      List<ProducerRecord<byte[], byte[]>> quarantined) {
    long startNanos = nanos.getAsLong();
    TopicPartition partition = bind.journalPartition();
    producer.beginTransaction();
    List<Future<RecordMetadata>> written = new ArrayList<>();
    for (JournalRecord part : JournalRecordSplitter.split(entry)) {
      written.add(
          producer.send(
              new ProducerRecord<>(
                  partition.topic(),
                  partition.partition(),
                  null,
                  RecordFormats.JOURNAL.encode(part))));
    }
    for (MessageTransfer transfer : transfers) {
      var _ =
          producer.send( // The commit fails if this fails.
              new ProducerRecord<>(
                  transfer.topic(),
                  transfer.partition(),
                  null,
                  RecordFormats.SUBMIT.encode(transfer.message())));
    }
    for (ProducerRecord<byte[], byte[]> record : quarantined) {
      var _ = producer.send(record);
    }
    producer.commitTransaction();
    lastCommitStartNanos = startNanos;
    return offsetOf(written.getFirst());
  }

  @Override
  public long lastCommitStartNanos() {
    return lastCommitStartNanos;
  }

  private static long offsetOf(Future<RecordMetadata> written) {
    try {
      return written.get().offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted after a commit", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A committed record has no offset", e);
    }
  }
}
