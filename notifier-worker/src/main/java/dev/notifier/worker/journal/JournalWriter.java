package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the journal of one bind. Used by one thread, except where noted. */
public interface JournalWriter {
  /**
   * Commits a journal record, the transfers that belong to it, and records for the quarantine in
   * one transaction. A record that is too large for Kafka is written as several. When this throws,
   * the outcome is unknown: no segment of the record may be written to the carrier, and the journal
   * must be read again.
   *
   * @return the offset of the record, of several the first one
   */
  long commit(
      JournalRecord entry,
      List<MessageTransfer> transfers,
      List<ProducerRecord<byte[], byte[]>> quarantined);

  /**
   * When the last successful commit began, on the monotonic clock. An owner whose last commit is
   * too old may not write to the carrier. Any thread.
   */
  long lastCommitStartNanos();
}
