package dev.notifier.templates;

/** Reasons why there is no text. The codes are stable. */
public enum TextError {
  /** No template is published for the event type, or it has no variant for the recipient. */
  NO_TEMPLATE("no-template"),
  /** A value that the template needs is missing, null or blank. */
  MISSING_VALUE("missing-value"),
  /** A value has the wrong type or format, or contains characters that no message may contain. */
  INVALID_VALUE("invalid-value"),
  /** The text is blank. */
  NO_TEXT("no-text"),
  /** A value contains a link, which the template does not allow. */
  LINK("link-in-value"),
  /** A value is longer than its limit. */
  TOO_LONG("value-too-long"),
  /** The text needs more segments than the template allows. */
  TOO_MANY_SEGMENTS("text-too-long"),
  /** The text contains a character that the carrier rejects in every text. */
  UNSUPPORTED_CHARACTER("unsupported-character");

  private final String code;

  TextError(String code) {
    this.code = code;
  }

  /** Returns the code that callers see. */
  public String code() {
    return code;
  }
}
