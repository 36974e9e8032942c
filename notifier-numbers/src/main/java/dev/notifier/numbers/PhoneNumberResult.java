package dev.notifier.numbers;

/** What reading a phone number gave. */
public sealed interface PhoneNumberResult {
  /**
   * A number to send to.
   *
   * @param number in its one form
   * @param unknownRange nobody seems to have been given this range: try it, and do not wonder
   * @param converted it was one of the 11-digit numbers that ended in 2018
   */
  record Accepted(MobileNumber number, boolean unknownRange, boolean converted)
      implements PhoneNumberResult {}

  /** Nothing to send to. */
  record Refused(PhoneNumberError problem) implements PhoneNumberResult {}
}
