package dev.notifier.worker.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the identifiers of a person or a case in a text that was sent, such as {@code
 * 04486.G/2019/08708}: words with at least five digits that are no dates, links or amounts.
 */
final class TextIdentifiers {
  private static final int MIN_DIGITS = 5;
  private static final int MAX_IDENTIFIERS = 5;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}./:-]{4,63}");
  private static final Pattern DATE =
      Pattern.compile("\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{1,2}[./-]\\d{4}");
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,3}(?:[.,]\\d{3})+\\p{L}{0,4}");
  private static final Pattern END = Pattern.compile("[./:-]+$");

  private TextIdentifiers() {}

  /** Returns at most five. */
  static List<String> of(String text) {
    List<String> found = new ArrayList<>();
    Matcher words = WORD.matcher(text);
    while (words.find() && found.size() < MAX_IDENTIFIERS) {
      String word = END.matcher(words.group()).replaceAll("");
      if (word.chars().filter(Character::isDigit).count() >= MIN_DIGITS
          && !word.contains("//")
          && !DATE.matcher(word).matches()
          && !AMOUNT.matcher(word).matches()) {
        found.add(word);
      }
    }
    return List.copyOf(found);
  }
}
