package dev.notifier.templates.wording;

import java.util.ArrayList;
import java.util.List;

/**
 * Links that no value holds as it came: values make them where they meet each other or the author's
 * text, and swaps make them of full-width letters and of letters with a soft hyphen between them.
 * They stand in the finished text alone. A link has no blank in it, so words are looked at one by
 * one: a link is the author's own where the text with outlined values holds the same.
 */
final class MadeLinks {
  private static final char OUTLINED = 'x';

  private MadeLinks() {}

  /**
   * The text with the links defused that values made; the same object where they made none.
   *
   * @param text finished
   * @param outline the same with values outlined, finished as well
   */
  static String defused(String text, String outline) {
    List<String> own = words(outline).stream().filter(Links::holdsLink).toList();
    StringBuilder out = new StringBuilder(text.length() + 8);
    boolean changed = false;
    for (String word : words(text)) {
      if (Links.holdsLink(word) && own.stream().noneMatch(mine -> isThat(mine, word))) {
        out.append(Links.defused(word));
        changed = true;
      } else {
        out.append(word);
      }
    }
    return changed ? out.toString() : text;
  }

  /** Whether a word is this outline, filled in without another link. */
  private static boolean isThat(String outline, String word) {
    if (outline.length() != word.length() || Links.count(outline) != Links.count(word)) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (outline.charAt(i) != word.charAt(i) && outline.charAt(i) != OUTLINED) {
        return false;
      }
    }
    return true;
  }

  /** Cut before each blank; together they are the text. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length() || isBlank(text.charAt(i))) {
        words.add(text.substring(from, i));
        from = i;
      }
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
