package dev.notifier.worker.receipt;

import dev.notifier.config.RouteConfig.MessageIdFormat;
import dev.notifier.store.tracking.MessageIdConversion;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a carrier's message id. An id is an opaque string: two ids are equal if all their
 * characters are. Some carriers write one id in several forms: in upper and lower case, with and
 * without leading zeros, or in hexadecimal in the response and in decimal in the receipt, or the
 * other way round. Where such a form is known, ids are compared in canonical form: in upper case,
 * and a number without leading zeros. Only the ids of receipts are converted to another base.
 */
public final class MessageIdForms {
  /** SMPP v3.4, 5.2.23; the database index is made for this length. */
  public static final int MAX_CHARACTERS = 64;

  private static final int DECIMAL = 10;
  private static final int HEXADECIMAL = 16;

  private MessageIdForms() {}

  /**
   * Removes control characters and surrounding blanks; those that are signs in GSM 03.38 are read
   * as these.
   *
   * @return null if nothing is left, or if the id is longer than the id of any response
   */
  public static @Nullable String clean(@Nullable String raw) {
    if (raw == null) {
      return null;
    }
    String id = DeliverSmText.singleLine(DeliverSmText.withGsm7Signs(raw)).strip();
    return id.isEmpty() || id.length() > MAX_CHARACTERS ? null : id;
  }

  /** Returns the canonical form, or null where {@link #clean} does. */
  public static @Nullable String canonical(@Nullable String raw) {
    String id = clean(raw);
    if (id == null) {
      return null;
    }
    String upper = id.toUpperCase(Locale.ROOT);
    return isNumber(upper, HEXADECIMAL) ? withoutLeadingZeros(upper) : clean(upper);
  }

  /**
   * Converts an id.
   *
   * @param id in canonical form
   * @return in canonical form; null if the id is not such a number, or no response can have the
   *     result
   */
  static @Nullable String convert(String id, MessageIdConversion conversion) {
    return switch (conversion) {
      case AS_IS, SAME_NUMBER -> id;
      case DECIMAL_TO_HEX -> convert(id, DECIMAL, HEXADECIMAL);
      case HEX_TO_DECIMAL -> convert(id, HEXADECIMAL, DECIMAL);
    };
  }

  /**
   * Returns the id of the response to which a receipt belongs, on a route whose conversion is
   * known. An id that cannot be converted is returned unchanged. If a receipt contains its id in
   * both bases, the receipt itself shows which of them is the id of the response.
   *
   * @param id in canonical form
   * @param textId in canonical form; the id in the text, if it differs from the optional parameter
   */
  static String responseId(String id, @Nullable String textId, MessageIdConversion conversion) {
    if (textId != null
        && conversion != MessageIdConversion.AS_IS
        && conversion != MessageIdConversion.SAME_NUMBER
        && id.equals(convert(textId, conversion))) {
      return id;
    }
    String converted = convert(id, conversion);
    return converted == null ? id : converted;
  }

  /**
   * Compares the id of a receipt with that of a response in all forms that a format allows.
   *
   * @return the conversion that makes the one the other, or null
   */
  static @Nullable MessageIdConversion match(
      String receiptId, String responseId, MessageIdFormat format) {
    if (receiptId.equals(responseId)) {
      return MessageIdConversion.AS_IS;
    }
    String receipt = canonical(receiptId);
    String response = canonical(responseId);
    if (receipt == null || response == null) {
      return null;
    }
    if (receipt.equals(response)) {
      return MessageIdConversion.SAME_NUMBER;
    }
    if (format != MessageIdFormat.AS_IS
        && format != MessageIdFormat.HEX_RECEIPT
        && response.equals(convert(receipt, MessageIdConversion.DECIMAL_TO_HEX))) {
      return MessageIdConversion.DECIMAL_TO_HEX;
    }
    return format != MessageIdFormat.AS_IS
            && format != MessageIdFormat.HEX_RESPONSE
            && response.equals(convert(receipt, MessageIdConversion.HEX_TO_DECIMAL))
        ? MessageIdConversion.HEX_TO_DECIMAL
        : null;
  }

  /** Whether the forms of this id differ: {@code 7} is the same in all of them. */
  static boolean distinguishesForms(String id) {
    return id.length() > 1 || !isNumber(id, DECIMAL);
  }

  private static @Nullable String convert(String id, int from, int to) {
    if (!isNumber(id, from)) {
      return null;
    }
    String other = new BigInteger(id, from).toString(to).toUpperCase(Locale.ROOT);
    return other.length() > MAX_CHARACTERS ? null : other;
  }

  private static boolean isNumber(String id, int base) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && (base == DECIMAL || c < 'A' || c > 'F')) {
        return false;
      }
    }
    return true;
  }

  private static String withoutLeadingZeros(String id) {
    int from = 0;
    while (from < id.length() - 1 && id.charAt(from) == '0') {
      from++;
    }
    return id.substring(from);
  }
}
