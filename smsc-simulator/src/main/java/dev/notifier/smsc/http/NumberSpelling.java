package dev.notifier.smsc.http;

import java.util.regex.Pattern;

/**
 * The spellings of one number: {@code 84912345678}, {@code +84 912 345 678}, {@code 0084912345678}
 * and, as Vietnam writes its own numbers, {@code 0912345678}.
 */
final class NumberSpelling {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s+().-]");
  private static final Pattern INTERNATIONAL_PREFIX = Pattern.compile("^00(?=\\d)");

  /** The 0 before the numbers of one country, which have 9 to 11 digits with it. */
  private static final Pattern NATIONAL_PREFIX = Pattern.compile("^0(?=\\d{8,10}$)");

  private static final String VIETNAM = "84";

  private NumberSpelling() {}

  /** Returns the same text for all spellings of a number; other addresses do not change. */
  static String international(String address) {
    String compact = SEPARATORS.matcher(address).replaceAll("");
    if (compact.isEmpty() || !compact.chars().allMatch(Character::isDigit)) {
      return address;
    }
    String withoutPrefix = INTERNATIONAL_PREFIX.matcher(compact).replaceFirst("");
    return NATIONAL_PREFIX.matcher(withoutPrefix).replaceFirst(VIETNAM);
  }
}
