package dev.notifier.numbers;

/** Why a text is no number that an SMS can go to. Codes are stable; words say what to do. */
public enum PhoneNumberError {
  EMPTY("phone-empty", "there is no number; add the recipient's mobile number"),
  TOO_LONG("phone-too-long", "this is longer than any number; send one mobile number"),
  LETTERS("phone-letters", "there are letters in it; send the number alone, names elsewhere"),
  SIGNS("phone-signs", "there are signs in it that no number has; send digits alone"),
  LIST("phone-list", "there is more than one number; send one event for each"),
  LANDLINE("phone-landline", "this is a landline, which gets no SMS; send a mobile number"),
  SERVICE_NUMBER(
      "phone-service-number", "1800 and 1900 numbers get no SMS; send a person's mobile number"),
  SHORT_CODE("phone-short-code", "this is a short code; send a mobile number of 10 digits"),
  FOREIGN("phone-foreign", "this number is not Vietnamese (+84); send a Vietnamese mobile number"),
  SPREADSHEET(
      "phone-spreadsheet",
      "a spreadsheet made a figure of it and digits may be lost; export the column as text"),
  NOT_MOBILE(
      "phone-not-mobile", "this is no Vietnamese mobile number; send 10 digits such as 09xxxxxxxx");

  private final String code;
  private final String advice;

  PhoneNumberError(String code, String advice) {
    this.code = code;
    this.advice = advice;
  }

  /** As callers see it, such as {@code phone-landline}. */
  public String code() {
    return code;
  }

  /** What is wrong and what to do, for people; never holds the number. */
  public String advice() {
    return advice;
  }
}
