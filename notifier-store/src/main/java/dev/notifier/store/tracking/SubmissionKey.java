package dev.notifier.store.tracking;

import java.util.Comparator;

/**
 * The key under which a response and its receipt are matched.
 *
 * @param account the account at the carrier, see {@link CarrierAccountStore}
 * @param messageId at most 64 characters
 * @param number the recipient's number, the digits of E.164; {@link #NO_NUMBER} if it is unknown
 */
public record SubmissionKey(short account, String messageId, long number) {
  public static final long NO_NUMBER = 0;

  /** The order in which rows are locked. */
  static final Comparator<SubmissionKey> ORDER =
      Comparator.comparingInt((SubmissionKey key) -> key.account())
          .thenComparing(SubmissionKey::messageId)
          .thenComparingLong(SubmissionKey::number);

  /** Omits the number. */
  @Override
  public String toString() {
    return "SubmissionKey[" + account + ", " + messageId + "]";
  }

  public SubmissionKey withMessageId(String other) {
    return new SubmissionKey(account, other, number);
  }

  public SubmissionKey withNumber(long other) {
    return new SubmissionKey(account, messageId, other);
  }
}
