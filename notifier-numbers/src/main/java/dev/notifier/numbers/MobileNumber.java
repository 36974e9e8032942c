package dev.notifier.numbers;

import org.jspecify.annotations.Nullable;

/**
 * A Vietnamese mobile number.
 *
 * @param e164 {@code +84} and nine digits, the first of them 3, 5, 7, 8 or 9
 */
public record MobileNumber(String e164) {
  private static final String COUNTRY_CODE = "+84";
  private static final int LENGTH = 12;

  /**
   * @throws IllegalArgumentException if it does not have this form; the message does not contain it
   */
  public MobileNumber {
    if (!isValid(e164)) {
      throw new IllegalArgumentException(
          "not a Vietnamese mobile number in E.164; use PhoneNumberParser.parse");
    }
  }

  /**
   * Accepts a number that was parsed before. Only the form is checked.
   *
   * @return null if the text does not have the form of a mobile number in E.164
   */
  public static @Nullable MobileNumber ofE164(@Nullable String text) {
    return text != null && isValid(text) ? new MobileNumber(text) : null;
  }

  /** The original carrier's prefix, such as {@code 091}. Since 2018 numbers can be ported. */
  public String nationalPrefix() {
    return "0" + e164.substring(COUNTRY_CODE.length(), COUNTRY_CODE.length() + 2);
  }

  /** {@code +84912***678}, for logs and for callers who may not see numbers. */
  public String masked() {
    return e164.substring(0, 6) + "***" + e164.substring(9);
  }

  /** Masked, so that no log line or exception contains a number by accident. */
  @Override
  public String toString() {
    return masked();
  }

  /** Whether mobile numbers may begin with this digit. */
  static boolean isFirstDigit(char c) {
    return c == '3' || c == '5' || c == '7' || c == '8' || c == '9';
  }

  private static boolean isValid(String text) {
    if (text.length() != LENGTH
        || !text.startsWith(COUNTRY_CODE)
        || !isFirstDigit(text.charAt(COUNTRY_CODE.length()))) {
      return false;
    }
    for (int i = COUNTRY_CODE.length() + 1; i < LENGTH; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
