package dev.notifier.templates;

/** Why there is no text. Codes are stable. */
public enum TextError {
  /** No wording is published for the event's type. */
  NO_TEMPLATE("no-template"),
  /** A value that the wording needs is missing, null or blank. */
  MISSING_VALUE("missing-value"),
  /** A value has the wrong type or form, or holds characters that no message may carry. */
  INVALID_VALUE("bad-value"),
  /** A value holds a link, which the wording does not allow. */
  LINK("link-in-value"),
  /** A value is longer than its limit. */
  TOO_LONG("value-too-long"),
  /** The text needs more segments than the wording allows. */
  TOO_MANY_SEGMENTS("text-too-long"),
  /** The text holds a character that the carrier takes in no text. */
  UNSUPPORTED_CHARACTER("refused-character");

  private final String code;

  TextError(String code) {
    this.code = code;
  }

  /** As callers see it. */
  public String code() {
    return code;
  }
}
