package dev.notifier.smsc.record;

import java.util.List;

/** One thing that happened, as the record keeps it in memory and on disk. */
public sealed interface Entry
    permits Submission,
        Entry.ReceiptSettled,
        Entry.ReceiptsSent,
        Entry.MoSent,
        Entry.Totals,
        Entry.Identities,
        Entry.Owed,
        Entry.Kept {
  /**
   * The answer to the receipt of {@code messageId} that settles it; status 0 = acknowledged, else
   * refused for good.
   */
  record ReceiptSettled(long messageId, int status) implements Entry {}

  /** So many receipts were written to a session since the entry before. */
  record ReceiptsSent(int count) implements Entry {}

  /** One inbound message was written to a session. */
  record MoSent() implements Entry {}

  /**
   * The sums at the time the file was compacted; {@code lastMessageId} keeps ids from being used
   * again.
   */
  record Totals(Counts counts, long lastMessageId) implements Entry {}

  /** Identities of accepted segments, two longs each. */
  record Identities(List<Fingerprint> some) implements Entry {}

  /** A submission whose receipt is not settled and that {@link Totals} counts already. */
  record Owed(Submission submission) implements Entry {}

  /** A submission for look-up only, counted by {@link Totals} already. */
  record Kept(Submission submission) implements Entry {}
}
