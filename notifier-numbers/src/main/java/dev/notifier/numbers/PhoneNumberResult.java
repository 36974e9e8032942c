package dev.notifier.numbers;

/** The result of parsing a phone number. */
public sealed interface PhoneNumberResult {
  /**
   * A number that can receive SMS.
   *
   * @param unknownRange whether the range is not known to be assigned; the number is used anyway
   * @param converted whether it was an 11-digit number, which ended in 2018
   */
  record Accepted(MobileNumber number, boolean unknownRange, boolean converted)
      implements PhoneNumberResult {}

  /** The text is not such a number. */
  record Rejected(PhoneNumberError problem) implements PhoneNumberResult {}
}
