package dev.notifier.replies.text;

import dev.notifier.templates.vietnamese.Diacritics;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The words of an inbound text: letters and digits of any script, and between them the dots,
 * slashes and hyphens of identifiers. Marks and pictures around words are left out. Immutable.
 */
public final class InboundWords {
  /** What follows is ignored; no person writes that much, and every rule stays fast. */
  public static final int MAX_WORDS = 400;

  private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";

  private final List<InboundWord> words;

  private InboundWords(List<InboundWord> words) {
    this.words = words;
  }

  /** Returns the words of a text. Never throws. */
  public static InboundWords of(String text) {
    List<InboundWord> words = new ArrayList<>();
    String composed = Diacritics.keep(text);
    int start = -1;
    for (int i = 0; i <= composed.length() && words.size() < MAX_WORDS; i++) {
      boolean inside = i < composed.length() && isInside(composed, i, start >= 0);
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        add(composed.substring(start, i), words);
        start = -1;
      }
    }
    return new InboundWords(List.copyOf(words));
  }

  public List<InboundWord> list() {
    return words;
  }

  public int size() {
    return words.size();
  }

  public boolean isEmpty() {
    return words.isEmpty();
  }

  public InboundWord get(int index) {
    return words.get(index);
  }

  /** Returns the words from one index to the one before another. */
  public InboundWords slice(int from, int to) {
    return new InboundWords(words.subList(from, to));
  }

  /** Returns these words without one, and others in its place. */
  InboundWords replace(int index, List<InboundWord> others) {
    List<InboundWord> changed = new ArrayList<>(words.subList(0, index));
    changed.addAll(others);
    changed.addAll(words.subList(index + 1, words.size()));
    return new InboundWords(List.copyOf(changed));
  }

  /** Returns the words in upper case without diacritics, with one blank between them. */
  public String plain() {
    return words.stream().map(InboundWord::plain).collect(Collectors.joining(" "));
  }

  private static boolean isInside(String text, int index, boolean begun) {
    int c = text.codePointAt(index);
    if (Character.isLetterOrDigit(c)) {
      return true;
    }
    return begun
        && (isMark(c)
            || isInvisible(c)
            || isSecondHalf(text, index)
            || ((c == '.' || c == '/' || c == '-') && joins(text, index)));
  }

  /** Not the selectors that follow pictures. */
  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK)
        && !(c >= 0xFE00 && c <= 0xFE0F);
  }

  private static boolean isSecondHalf(String text, int index) {
    return Character.isLowSurrogate(text.charAt(index))
        && Character.isHighSurrogate(text.charAt(index - 1));
  }

  private static boolean isInvisible(int c) {
    return (c >= 0x200B && c <= 0x200D) || c == 0x00AD;
  }

  /** A mark belongs to an identifier if a digit is on one side and a letter or digit follows. */
  private static boolean joins(String text, int index) {
    if (index + 1 >= text.length()) {
      return false;
    }
    char before = text.charAt(index - 1);
    char after = text.charAt(index + 1);
    return Character.isLetterOrDigit(after)
        && (Character.isDigit(before)
            || Character.isDigit(after)
            || (before < 0x80 && Character.isLetter(before) && isDigitLater(text, index + 1)));
  }

  /** Whether a digit follows before the next blank, as in {@code 04486.G/2019/08708}. */
  private static boolean isDigitLater(String text, int index) {
    for (int i = index; i < text.length() && !Character.isWhitespace(text.charAt(i)); i++) {
      if (Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static void add(String written, List<InboundWord> words) {
    String visible =
        written.codePoints().anyMatch(InboundWords::isInvisible)
            ? written
                .codePoints()
                .filter(c -> !isInvisible(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
            : written;
    String plain = Folding.fold(visible);
    if (!plain.isEmpty()) {
      words.add(new InboundWord(plain, marked(visible)));
    }
  }

  private static String marked(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 0x80)) {
      return lower;
    }
    StringBuilder shape = new StringBuilder();
    StringBuilder tones = new StringBuilder();
    String decomposed = Normalizer.normalize(lower, Normalizer.Form.NFD);
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      (TONES.indexOf(c) >= 0 ? tones : shape).append(c);
    }
    return shape.append(tones).toString();
  }
}
