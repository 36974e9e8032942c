package dev.notifier.worker.track;

import dev.notifier.store.tracking.MessageIdConversion;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a carrier's message id. An id is a text and nothing else, until it must be compared:
 * then it is in upper case, and a number has no zeros in front, because carriers write one id with
 * and without. Some write it in hexadecimal in the answer and in decimal in the receipt, or the
 * other way round. The answer's form is the one that is stored; what is converted is the receipt's.
 */
final class MessageIdForms {
  /** SMPP v3.4, 5.2.23, and what the index is made for. */
  static final int MAX_CHARACTERS = 64;

  private static final int DECIMAL = 10;
  private static final int HEXADECIMAL = 16;

  private MessageIdForms() {}

  /**
   * The id as it came, without blanks and control characters around and inside it; null when
   * nothing is left or it is longer than any answer's id can be.
   */
  static @Nullable String cleaned(@Nullable String raw) {
    if (raw == null) {
      return null;
    }
    String id = DeliverSmText.printable(raw).strip();
    return id.isEmpty() || id.length() > MAX_CHARACTERS ? null : id;
  }

  /** The form in which answers are stored, and receipts of carriers that write one form only. */
  static @Nullable String canonical(@Nullable String raw) {
    String id = cleaned(raw);
    if (id == null) {
      return null;
    }
    String upper = id.toUpperCase(Locale.ROOT);
    return isNumber(upper, HEXADECIMAL) ? withoutZeros(upper) : cleaned(upper);
  }

  /**
   * A receipt's id as the answer wrote it.
   *
   * @param id in canonical form
   * @return in canonical form; null when the id is no such number, or the answer cannot have it
   */
  static @Nullable String inForm(String id, MessageIdConversion form) {
    return switch (form) {
      case AS_IS -> id;
      case DECIMAL_TO_HEX -> converted(id, DECIMAL, HEXADECIMAL);
      case HEX_TO_DECIMAL -> converted(id, HEXADECIMAL, DECIMAL);
    };
  }

  /**
   * The key under which a receipt of a route with a known form is stored. Where it cannot be
   * converted it is taken as it is. A receipt that has its id twice, in both bases, tells by itself
   * which of them is the answer's.
   *
   * @param id canonical
   * @param other canonical; the id of the text beside that of the optional parameter
   */
  static String key(String id, @Nullable String other, MessageIdConversion form) {
    if (other != null && form != MessageIdConversion.AS_IS && id.equals(inForm(other, form))) {
      return id;
    }
    String converted = inForm(id, form);
    return converted == null ? id : converted;
  }

  /** The other forms that an id may have on the other side. */
  static Set<String> others(String id) {
    Set<String> others = new LinkedHashSet<>();
    for (MessageIdConversion form : MessageIdConversion.values()) {
      String other = inForm(id, form);
      if (other != null && !other.equals(id)) {
        others.add(other);
      }
    }
    return others;
  }

  /** Whether the id can tell one form from another: {@code 7} is the same in all of them. */
  static boolean tells(String id) {
    return id.length() > 1 || !isNumber(id, DECIMAL);
  }

  private static @Nullable String converted(String id, int from, int to) {
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

  private static String withoutZeros(String id) {
    int from = 0;
    while (from < id.length() - 1 && id.charAt(from) == '0') {
      from++;
    }
    return id.substring(from);
  }
}
