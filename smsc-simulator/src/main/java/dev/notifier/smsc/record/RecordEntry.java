package dev.notifier.smsc.record;

import java.util.List;

/** One event of the record, in memory and on disk. */
public sealed interface RecordEntry {
  /** A submit_sm and its outcome. */
  record Submitted(Submission submission) implements RecordEntry {}

  /**
   * The response that settles the receipt of {@code messageId}: status 0 = acknowledged, any other
   * status = refused permanently.
   */
  record ReceiptSettled(long messageId, int status) implements RecordEntry {}

  /** The number of receipts written to sessions since the previous entry of this kind. */
  record ReceiptsSent(int count) implements RecordEntry {}

  /** One segment of an inbound message was written to a session. */
  record MoSent() implements RecordEntry {}

  /**
   * The totals at the time of compaction; {@code lastMessageId} prevents that a message id is used
   * twice.
   */
  record Totals(Counts counts, long lastMessageId) implements RecordEntry {}

  /** Fingerprints of accepted segments. */
  record Fingerprints(List<Fingerprint> fingerprints) implements RecordEntry {}

  /** A submission whose receipt is not settled; {@link Totals} already counts it. */
  record ReceiptPending(Submission submission) implements RecordEntry {}

  /** A submission kept only for look-up; {@link Totals} already counts it. */
  record Retained(Submission submission) implements RecordEntry {}
}
