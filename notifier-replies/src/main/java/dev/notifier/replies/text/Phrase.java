package dev.notifier.replies.text;

import java.util.List;

/**
 * Words that a configuration lists, with their diacritics: {@code từ chối}. A person may leave the
 * diacritics out; with others it is another word. Immutable.
 */
public final class Phrase {
  private static final int MIN_LETTERS_OF_TYPING_ERRORS = 4;

  private final String text;
  private final List<InboundWord> words;

  private Phrase(String text, List<InboundWord> words) {
    this.text = text;
    this.words = words;
  }

  /**
   * Reads a phrase.
   *
   * @throws IllegalArgumentException if the text has no word
   */
  public static Phrase of(String text) {
    InboundWords words = InboundWords.of(text);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a phrase has at least one word");
    }
    return new Phrase(text, words.list());
  }

  public int size() {
    return words.size();
  }

  /** Returns the phrase as it was written. */
  public String text() {
    return text;
  }

  /** Returns its words in upper case without diacritics. */
  public List<String> plain() {
    return words.stream().map(InboundWord::plain).toList();
  }

  /** Whether the words at an index are this phrase. */
  public boolean isAt(InboundWords other, int index) {
    return matches(other, index, false);
  }

  /** Like {@link #isAt}; words of four letters or more may have one typing error. */
  public boolean isNearlyAt(InboundWords other, int index) {
    return matches(other, index, true);
  }

  /** Whether all its words were written with the diacritics that it has. */
  public boolean isWrittenWithMarks(InboundWords other, int index) {
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).marked().equals(other.get(index + i).marked())) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(InboundWords other, int index, boolean typingErrors) {
    if (index + words.size() > other.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (!isSame(words.get(i), other.get(index + i), typingErrors)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(InboundWord listed, InboundWord typed, boolean typingErrors) {
    if (listed.plain().equals(typed.plain())) {
      return !typed.hasMarks() || typed.marked().equals(listed.marked());
    }
    return typingErrors
        && listed.plain().length() >= MIN_LETTERS_OF_TYPING_ERRORS
        && !typed.hasDigit()
        && TypingErrors.isOne(listed.plain(), typed.plain());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Phrase phrase && phrase.words.equals(words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
