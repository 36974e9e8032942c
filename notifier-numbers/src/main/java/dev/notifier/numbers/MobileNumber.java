package dev.notifier.numbers;

import java.util.regex.Pattern;

/**
 * A Vietnamese mobile number.
 *
 * @param e164 {@code +84} and nine digits, the first of them 3, 5, 7, 8 or 9
 */
public record MobileNumber(String e164) {
  private static final Pattern FORM = Pattern.compile("\\+84[35789]\\d{8}");
  private static final int COUNTRY_CODE_LENGTH = 3;

  /**
   * @throws IllegalArgumentException if it does not have that form; the message does not show it
   */
  public MobileNumber {
    if (!FORM.matcher(e164).matches()) {
      throw new IllegalArgumentException(
          "not a Vietnamese mobile number in E.164; normalise it with PhoneNumbers.parse first");
    }
  }

  /** The original carrier's prefix as people say it: {@code 091}. Since 2018 numbers move. */
  public String nationalPrefix() {
    return "0" + e164.substring(COUNTRY_CODE_LENGTH, COUNTRY_CODE_LENGTH + 2);
  }

  /** {@code +84912***678}: for logs and for callers who may not see numbers. */
  public String masked() {
    return e164.substring(0, 6) + "***" + e164.substring(9);
  }

  /** Masked, so that no log line or exception shows a number by accident. */
  @Override
  public String toString() {
    return masked();
  }
}
