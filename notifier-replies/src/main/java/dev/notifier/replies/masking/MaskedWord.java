package dev.notifier.replies.masking;

import dev.notifier.templates.vietnamese.Diacritics;
import java.util.Locale;

/**
 * A word of a question.
 *
 * @param text as it was written
 * @param plain in upper case without diacritics and without marks around it
 */
record MaskedWord(String text, String plain) {
  /** The most digits of a word that names nothing, such as an age or a month. */
  private static final int MAX_DIGITS = 2;

  static MaskedWord of(String text) {
    String plain = Diacritics.strip(text).toUpperCase(Locale.ROOT);
    return new MaskedWord(text, plain.replaceAll("(?U)^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", ""));
  }

  int digits() {
    return (int) plain.chars().filter(Character::isDigit).count();
  }

  /** Whether it is a number, an identifier or an address. */
  boolean isIdentifier() {
    return digits() > MAX_DIGITS || text.indexOf('@') >= 0 || text.contains("://");
  }

  /** Whether it begins with a capital letter and goes on with small ones. */
  boolean isTitleCase() {
    String letters = text.replaceAll("(?U)^[^\\p{L}]+", "");
    return letters.length() > 1
        && Character.isUpperCase(letters.codePointAt(0))
        && letters.chars().skip(1).noneMatch(Character::isUpperCase);
  }

  boolean hasSmallLetter() {
    return text.chars().anyMatch(Character::isLowerCase);
  }

  boolean endsSentence() {
    return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") || text.endsWith(":");
  }
}
