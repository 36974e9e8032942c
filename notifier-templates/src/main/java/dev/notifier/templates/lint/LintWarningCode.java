package dev.notifier.templates.lint;

/** What an author should look at. Codes are stable. */
public enum LintWarningCode {
  /** The last segment holds only a few characters. */
  JUST_OVER("just-over-a-segment"),
  /** A single character makes the message UCS-2. */
  SINGLE_UCS2_CHARACTER("single-stray-character"),
  /** Words that mean several things without marks stand next to each other. */
  AMBIGUOUS_WORDS("ambiguous-words"),
  /** The text does not name the sender. */
  NO_BRAND_NAME("no-brand-name"),
  /** Advertising without its label in first place (Decree 91/2020, Art. 15). */
  NO_LABEL("no-advertising-label"),
  /** The carrier takes a character in no text, and nothing harmless stands for it. */
  UNSUPPORTED_CHARACTER("refused-character"),
  /** The template's own text holds a typographic character that is swapped. */
  SUBSTITUTED_CHARACTER("swapped-character"),
  /** The template's own text was read in a wrong encoding. */
  LEGACY_ENCODING("legacy-encoding"),
  /** More parameters than a template registered with the carrier may have. */
  TOO_MANY_PARAMETERS("too-many-parameters"),
  /** The sample needs more segments than the template allows. */
  TOO_LONG("text-too-long"),
  /** The sample gives no text for another reason. */
  NO_TEXT("no-text");

  private final String code;

  LintWarningCode(String code) {
    this.code = code;
  }

  /** As callers see it. */
  public String code() {
    return code;
  }
}
