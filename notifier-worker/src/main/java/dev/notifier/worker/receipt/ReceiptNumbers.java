package dev.notifier.worker.receipt;

import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.store.tracking.SubmissionKey;
import org.jspecify.annotations.Nullable;

/**
 * The numbers in the addresses of receipts, as digits of E.164. The source address of a receipt is
 * the recipient of the message (SMPP v3.4, 5.2.8); some carriers exchange the two addresses.
 *
 * @param recipient the source address, or the destination address if only that is a mobile number;
 *     {@link SubmissionKey#NO_NUMBER} if neither is
 * @param other the destination address if both are mobile numbers, else {@link
 *     SubmissionKey#NO_NUMBER}
 */
public record ReceiptNumbers(long recipient, long other) {
  private static final int MIN_DIGITS = 9;
  private static final int MAX_CHARACTERS = 21;

  public static ReceiptNumbers of(@Nullable String source, @Nullable String destination) {
    long first = number(source);
    long second = number(destination);
    if (first == SubmissionKey.NO_NUMBER || first == second) {
      return new ReceiptNumbers(second, SubmissionKey.NO_NUMBER);
    }
    return new ReceiptNumbers(first, second);
  }

  /**
   * Returns the digits of a mobile number: with 84, +84, 0 or more zeros before it or without any
   * of them, and old numbers of 11 digits.
   *
   * @return {@link SubmissionKey#NO_NUMBER} if it is none
   */
  public static long number(@Nullable String address) {
    if (address == null || address.length() < MIN_DIGITS || address.length() > MAX_CHARACTERS) {
      return SubmissionKey.NO_NUMBER;
    }
    StringBuilder digits = new StringBuilder(address.length());
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c >= '0' && c <= '9') {
        if (c != '0' || !digits.isEmpty()) {
          digits.append(c);
        }
      } else if (c != '+' && c != ' ' && c != '-') {
        return SubmissionKey.NO_NUMBER; // A name, or a number that is partly hidden.
      }
    }
    boolean international = digits.length() > MIN_DIGITS + 1 && digits.indexOf("84") == 0;
    return PhoneNumberParser.parse((international ? "+" : "0") + digits)
            instanceof PhoneNumberResult.Accepted accepted
        ? ofE164(accepted.number().e164())
        : SubmissionKey.NO_NUMBER;
  }

  /** Returns the digits of a number in E.164 format; {@link SubmissionKey#NO_NUMBER} for null. */
  public static long ofE164(@Nullable String phone) {
    return phone == null ? SubmissionKey.NO_NUMBER : Long.parseLong(phone, 1, phone.length(), 10);
  }

  static String toE164(long number) {
    return "+" + number;
  }

  /** Omits the numbers. */
  @Override
  public String toString() {
    return "ReceiptNumbers";
  }
}
