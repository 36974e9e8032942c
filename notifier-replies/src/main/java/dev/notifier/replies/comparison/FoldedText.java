package dev.notifier.replies.comparison;

import dev.notifier.templates.vietnamese.Diacritics;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reduces a text to what a person compares: without case, diacritics, white space and punctuation.
 * A link keeps its punctuation, because another dot or hyphen makes it the link of somebody else.
 * Letters of other scripts that look like Latin ones stay different.
 */
final class FoldedText {
  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
  private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Around a link in a sentence. */
  private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

  /** A host with a name as its last part, with or without a protocol before and a path behind. */
  private static final Pattern LINK =
      Pattern.compile(
          "(?:[a-z]{2,10}://)?(?:[^@/\\s]{1,64}@)?(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,24}"
              + "(?:[:/?#].*)?");

  private FoldedText() {}

  /** Returns the folded text; texts that a person reads as the same one have the same. */
  static String of(String text) {
    String plain =
        MARKS
            .matcher(Normalizer.normalize(Diacritics.strip(text), Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(plain.length());
    WHITE_SPACE
        .splitAsStream(INVISIBLE.matcher(plain).replaceAll(""))
        .forEach(word -> append(folded, AROUND.matcher(word).replaceAll("")));
    return folded.toString();
  }

  private static void append(StringBuilder folded, String word) {
    if (LINK.matcher(word).matches()) {
      folded.append('<').append(word).append('>');
    } else {
      folded.append(NO_LETTER_OR_DIGIT.matcher(word).replaceAll(""));
    }
  }
}
