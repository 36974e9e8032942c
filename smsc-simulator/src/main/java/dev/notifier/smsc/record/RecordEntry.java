package dev.notifier.smsc.record;

import java.util.List;

/** One thing that happened, as the record keeps it in memory and on disk. */
public sealed interface RecordEntry
    permits Submission,
        RecordEntry.ReceiptSettled,
        RecordEntry.ReceiptsSent,
        RecordEntry.MoSent,
        RecordEntry.Totals,
        RecordEntry.Fingerprints,
        RecordEntry.ReceiptPending,
        RecordEntry.Retained {
  /**
   * The answer to the receipt of {@code messageId} that settles it; status 0 = acknowledged, else
   * refused for good.
   */
  record ReceiptSettled(long messageId, int status) implements RecordEntry {}

  /** So many receipts were written to a session since the entry before. */
  record ReceiptsSent(int count) implements RecordEntry {}

  /** One inbound message was written to a session. */
  record MoSent() implements RecordEntry {}

  /**
   * The sums at the time the file was compacted; {@code lastMessageId} keeps ids from being used
   * again.
   */
  record Totals(Counts counts, long lastMessageId) implements RecordEntry {}

  /** Fingerprints of accepted segments, two longs each. */
  record Fingerprints(List<Fingerprint> some) implements RecordEntry {}

  /** A submission whose receipt is not settled and that {@link Totals} counts already. */
  record ReceiptPending(Submission submission) implements RecordEntry {}

  /** A submission for look-up only, counted by {@link Totals} already. */
  record Retained(Submission submission) implements RecordEntry {}
}
