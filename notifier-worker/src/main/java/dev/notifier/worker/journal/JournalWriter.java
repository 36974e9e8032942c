package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord;
import java.util.List;

/** Writes the journal of one bind. Used by one thread, except where noted. */
public interface JournalWriter {
  /**
   * Commits a journal record and the transfers that belong to it in one transaction. A record that
   * is too large for Kafka is written as several. When this throws, the outcome is unknown: no
   * segment of the record may be written to the carrier, and the journal must be read again.
   *
   * @return the offset of the record, of several the first one
   */
  long commit(JournalRecord entry, List<MessageTransfer> transfers);

  /**
   * When the last successful commit began, on the monotonic clock. An owner whose last commit is
   * too old may not write to the carrier. Any thread.
   */
  long lastCommitStartNanos();
}
