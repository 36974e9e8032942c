package dev.notifier.numbers;

/**
 * The reason why a text is not a number that can receive SMS. Codes are stable; the advice says
 * what to do.
 */
public enum PhoneNumberError {
  EMPTY("phone-empty", "there is no number; add the recipient's mobile number"),
  TOO_LONG("phone-too-long", "it is longer than any phone number; send one mobile number"),
  LETTERS("phone-letters", "it contains letters; send the number alone and names in other fields"),
  INVALID_CHARACTERS(
      "phone-invalid-characters",
      "it contains characters that do not belong in a number; send digits only"),
  MULTIPLE_NUMBERS(
      "phone-multiple-numbers", "it contains several numbers; send one event for each"),
  LANDLINE("phone-landline", "it is a landline, which cannot receive SMS; send a mobile number"),
  SERVICE_NUMBER(
      "phone-service-number",
      "1800 and 1900 numbers cannot receive SMS; send a person's mobile number"),
  SHORT_CODE("phone-short-code", "it is a short code; send a mobile number of 10 digits"),
  FOREIGN("phone-foreign", "it is not a Vietnamese number (+84); send a Vietnamese mobile number"),
  SPREADSHEET(
      "phone-spreadsheet",
      "a spreadsheet converted it to a number and digits may be lost; export the column as text"),
  NOT_MOBILE(
      "phone-not-mobile",
      "it is not a Vietnamese mobile number; send 10 digits such as 09xxxxxxxx");

  private final String code;
  private final String advice;

  PhoneNumberError(String code, String advice) {
    this.code = code;
    this.advice = advice;
  }

  /** The code that callers see, such as {@code phone-landline}. */
  public String code() {
    return code;
  }

  /**
   * What is wrong and what to do: a sentence without initial capital and full stop. Never contains
   * the number.
   */
  public String advice() {
    return advice;
  }
}
