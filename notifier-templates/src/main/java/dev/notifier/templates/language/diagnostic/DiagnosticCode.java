package dev.notifier.templates.language.diagnostic;

/** The kinds of errors in a template. The codes are stable. */
public enum DiagnosticCode {
  TOO_LARGE("too-large"),
  TOO_DEEP("too-deep"),
  FORBIDDEN_CHARACTER("forbidden-character"),
  SYNTAX("syntax"),
  UNKNOWN_TAG("unknown-tag"),
  /** An {@code if} without its end, or an end without its {@code if}. */
  UNBALANCED("unbalanced"),
  /** {@code and} and {@code or} in one condition, which readers understand in two ways. */
  MIXED_AND_OR("mixed-and-or"),
  UNKNOWN_NAME("unknown-name"),
  UNKNOWN_FILTER("unknown-filter"),
  WRONG_ARGUMENT("wrong-argument"),
  WRONG_TYPE("wrong-type"),
  /** A comparison with a value that the field never has. */
  WRONG_VALUE("wrong-value"),
  /** A value that an event may lack, used without a default or a test. */
  POSSIBLY_MISSING("possibly-missing"),
  BAD_ID("bad-id"),
  BAD_LOCALE("bad-locale"),
  BAD_SENDER("bad-sender"),
  BAD_SEGMENTS("bad-segments"),
  BAD_AUDIENCE("bad-audience"),
  NO_VARIANT("no-variant"),
  DUPLICATE_VARIANT("duplicate-variant"),
  /** No recipient has this language, because it does not exist. */
  UNKNOWN_LOCALE("unknown-locale"),
  /** No recipient of the event type is of this kind, or lives in such an area. */
  UNKNOWN_AUDIENCE("unknown-audience"),
  /** There is no text for recipients to whom no other variant applies. */
  NO_FALLBACK_VARIANT("no-fallback-variant"),
  /** Advertising that does not begin with its label. */
  NO_ADVERTISING_LABEL("advertising-without-label"),
  /** Advertising that does not say how to refuse it. */
  NO_OPT_OUT("no-opt-out"),
  BLANK_TEXT("blank-text"),
  /** A value is in the host of a link of the author's, or adjacent to it. */
  VALUE_IN_LINK("value-in-link"),
  /** A sample needs more segments than the template allows. */
  TEXT_TOO_LONG("text-too-long"),
  /** The carrier of a route rejects a character of the text. */
  UNSUPPORTED_CHARACTER("unsupported-character"),
  /** A sample has no text for another reason. */
  NO_TEXT("no-text");

  private final String code;

  DiagnosticCode(String code) {
    this.code = code;
  }

  /** Returns the code that authors see. */
  public String code() {
    return code;
  }
}
