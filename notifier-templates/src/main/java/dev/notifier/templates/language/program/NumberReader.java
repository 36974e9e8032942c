package dev.notifier.templates.language.program;

import dev.notifier.templates.vietnamese.ValueFormats;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Converts the numbers of events. Returns null for one that no message can show. */
final class NumberReader {
  static final int MAX_DIGITS = 18;

  private NumberReader() {}

  /** Whether {@link Number#longValue()} is exact. */
  private static boolean isLong(Number number) {
    return number instanceof Long || number instanceof Integer || number instanceof Short;
  }

  /**
   * Returns a number of at most 18 digits before and after the point; null for others, and for NaN.
   */
  static @Nullable BigDecimal exact(Number number) {
    BigDecimal exact =
        switch (number) {
          case BigDecimal decimal -> decimal;
          case BigInteger integer -> new BigDecimal(integer);
          case Double real -> finite(real);
          case Float real -> finite(real);
          default -> BigDecimal.valueOf(number.longValue());
        };
    boolean fits =
        exact != null
            && Math.abs((long) exact.scale()) <= MAX_DIGITS
            && (long) exact.precision() - exact.scale() <= MAX_DIGITS;
    return fits ? exact : null;
  }

  private static @Nullable BigDecimal finite(double real) {
    return Double.isFinite(real) ? BigDecimal.valueOf(real) : null;
  }

  /** Returns {@code 9.249.473.860}, {@code -214.541.737}, {@code 0,5}. */
  static @Nullable String grouped(Number number) {
    if (isLong(number)) {
      return grouped(number.longValue());
    }
    BigDecimal exact = exact(number);
    if (exact == null) {
      return null;
    }
    return isWhole(exact) ? grouped(exact.longValue()) : ValueFormats.money(exact);
  }

  private static String grouped(long number) {
    String digits = Long.toString(number);
    int start = number < 0 ? 1 : 0;
    int count = digits.length() - start;
    StringBuilder out = new StringBuilder(digits.length() + count / 3);
    for (int i = 0; i < digits.length(); i++) {
      if (i > start && (digits.length() - i) % 3 == 0) {
        out.append('.');
      }
      out.append(digits.charAt(i));
    }
    return out.toString();
  }

  /** Returns {@code 72}, {@code 72,5}: without grouping, with a comma before decimals. */
  static @Nullable String plain(Number number) {
    if (isLong(number)) {
      return Long.toString(number.longValue());
    }
    BigDecimal exact = exact(number);
    if (exact == null) {
      return null;
    }
    return isWhole(exact)
        ? Long.toString(exact.longValue())
        : exact.stripTrailingZeros().toPlainString().replace('.', ',');
  }

  /** Returns the number if it is whole and from 0 to the maximum, otherwise -1. */
  static int wholeWithin(Number number, int max) {
    BigDecimal exact = exact(number);
    if (exact == null || !isWhole(exact)) {
      return -1;
    }
    long whole = exact.longValue();
    return whole >= 0 && whole <= max ? (int) whole : -1;
  }

  private static boolean isWhole(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }
}
