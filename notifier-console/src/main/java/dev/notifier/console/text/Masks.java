package dev.notifier.console.text;

import org.jspecify.annotations.Nullable;

/** Hides most of a number on pages that many people may see. */
public final class Masks {
  private static final int FIRST = 6;
  private static final int LAST = 3;

  private Masks() {}

  /** A number such as {@code +84912***678}; empty without one. A masked number stays as it is. */
  public static String phone(@Nullable String phone) {
    if (phone == null || phone.isEmpty()) {
      return "";
    }
    return phone.length() <= FIRST + LAST
        ? "***"
        : phone.substring(0, FIRST) + "***" + phone.substring(phone.length() - LAST);
  }
}
