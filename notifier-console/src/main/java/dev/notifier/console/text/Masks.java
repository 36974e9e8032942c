package dev.notifier.console.text;

import org.jspecify.annotations.Nullable;

/** Hides most of a number on pages that many people may see. */
public final class Masks {
  private static final int HIDDEN = 3;
  private static final int LAST = 3;

  private Masks() {}

  /**
   * A number such as {@code +84912***678}; empty without one.
   *
   * @param phone in any spelling; a masked number stays as it is
   */
  public static String phone(@Nullable String phone) {
    if (phone == null || phone.isEmpty() || phone.contains("*")) {
      return phone == null ? "" : phone;
    }
    String number = phone.replaceAll("[^+0-9]", "");
    int first = number.length() - HIDDEN - LAST;
    return first <= 0
        ? "***"
        : number.substring(0, first) + "***" + number.substring(number.length() - LAST);
  }
}
