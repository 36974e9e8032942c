package dev.notifier.replies.language;

/**
 * The language of an inbound text.
 *
 * @param language its tag: {@code vi}, {@code en}, {@code hmn}, {@code tyz}, {@code nut}, {@code
 *     rad}, {@code jra}, {@code km}; {@code und} for other scripts; or the fallback
 * @param certainty whether the text itself shows it
 */
public record DetectedLanguage(String language, Certainty certainty) {
  /** Whether an answer may rely on the language. */
  public enum Certainty {
    CERTAIN,
    /** Several languages fit, or none. The answer must not depend on it. */
    UNCERTAIN
  }

  static DetectedLanguage certain(String language) {
    return new DetectedLanguage(language, Certainty.CERTAIN);
  }

  static DetectedLanguage uncertain(String language) {
    return new DetectedLanguage(language, Certainty.UNCERTAIN);
  }

  public boolean isCertain() {
    return certainty == Certainty.CERTAIN;
  }
}
