package dev.notifier.templates.lint;

/** The kinds of warnings. The codes are stable. */
public enum LintWarningCode {
  /** The last segment has only a few characters. */
  JUST_OVER("just-over-a-segment"),
  /** Characters make the message UCS-2. */
  UCS2_CHARACTERS("ucs2-characters"),
  /** Words that are ambiguous without diacritics are next to each other. */
  AMBIGUOUS_WORDS("ambiguous-words"),
  /** The text does not name the sender. */
  NO_BRAND_NAME("no-brand-name"),
  /** Advertising does not start with its label (Decree 91/2020, Art. 15). */
  NO_LABEL("no-advertising-label"),
  /** The carrier rejects a character that has no harmless replacement. */
  UNSUPPORTED_CHARACTER("unsupported-character"),
  /** The template's own text contains a typographic character that is replaced. */
  SUBSTITUTED_CHARACTER("substituted-character"),
  /** The template's own text was read in the wrong encoding. */
  LEGACY_ENCODING("legacy-encoding"),
  /** The template's own text contains markup, which is sent as written. */
  MARKUP("markup"),
  /** The template's own text contains a placeholder of another notation. */
  FOREIGN_PLACEHOLDER("foreign-placeholder"),
  /** The template has more parameters than a template registered with the carrier may have. */
  TOO_MANY_PARAMETERS("too-many-parameters"),
  /** The event type uses another template, so no message gets this one. */
  NOT_USED("not-used"),
  /** The sample needs more segments than the template allows. */
  TOO_LONG("text-too-long"),
  /** The sample has no text for another reason. */
  NO_TEXT("no-text");

  private final String code;

  LintWarningCode(String code) {
    this.code = code;
  }

  /** Returns the code that callers see. */
  public String code() {
    return code;
  }
}
