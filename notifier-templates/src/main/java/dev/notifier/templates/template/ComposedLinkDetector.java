package dev.notifier.templates.template;

import dev.notifier.templates.language.program.CompiledProgram;
import dev.notifier.templates.link.LinkScanner;
import dev.notifier.templates.vietnamese.Diacritics;
import java.util.BitSet;
import java.util.Optional;

/**
 * Finds links that no single value contains: adjacent values form them with each other or with the
 * author's text, and substitutions and stripped diacritics form them from full-width letters, from
 * letters with a soft hyphen between them, and from {@code cọm}. They only exist in the normalized
 * text.
 *
 * <p>The author's own links are broken with a mark before the text is normalized. A link that is
 * still found is formed by a value; without the marks the author's links are whole again.
 */
public final class ComposedLinkDetector {
  /**
   * A character of GSM 03.38 that neither authors nor callers can write, so that it does not change
   * the result.
   */
  static final String MARK = "\r";

  /** The place of a value in an outline. */
  public static final char VALUE = CompiledProgram.OUTLINE_CHARACTER;

  private ComposedLinkDetector() {}

  /**
   * Returns the text with the author's own links broken. A link is the author's if its scheme and
   * host are: values may follow the slash.
   *
   * @param rendered not yet normalized
   * @param outline of the same length, with {@link CompiledProgram#OUTLINE_CHARACTER} for values
   */
  static String markOwnLinks(String rendered, String outline) {
    return LinkDetector.split(rendered, ownLinks(outline), MARK);
  }

  /** The same, with a mark also where a sentence ends without a blank: {@code thiếu.bà cần}. */
  static String markOwnLinksAndSentences(String rendered, String outline) {
    BitSet splitPoints = ownLinks(outline);
    splitPoints.or(LinkScanner.sentenceEnds(rendered));
    return LinkDetector.split(rendered, splitPoints, MARK);
  }

  private static BitSet ownLinks(String outline) {
    BitSet splitPoints = LinkScanner.splitPoints(outline);
    String stripped = Diacritics.stripMarks(outline);
    if (stripped.length() == outline.length()) {
      splitPoints.or(LinkScanner.splitPoints(stripped));
    }
    for (int position = splitPoints.nextSetBit(0);
        position >= 0;
        position = splitPoints.nextSetBit(position + 1)) {
      if (isValueInHost(outline, position)) {
        splitPoints.clear(position);
      }
    }
    return splitPoints;
  }

  /**
   * Returns where a link of the author's begins whose host contains a value or is adjacent to one.
   *
   * @param letters the author's text with a letter for each unit of a tag that outputs a value
   * @param outline the same with {@link #VALUE} instead of the letter
   */
  public static Optional<Integer> valueInHost(String letters, String outline) {
    return LinkScanner.splitPoints(letters).stream()
        .filter(position -> isValueInHost(outline, position))
        .boxed()
        .findFirst();
  }

  /**
   * Whether a value is in the host at this position, or adjacent to it. Characters before the host
   * without a slash or blank between also count: substitutions turn some characters into a hyphen
   * or remove them.
   */
  private static boolean isValueInHost(String outline, int split) {
    boolean scheme = outline.startsWith("//", split);
    int end = scheme ? split + 2 : split;
    while (end < outline.length()
        && "/?#".indexOf(outline.charAt(end)) < 0
        && !isBlank(outline, end)) {
      end++;
    }
    int start = split;
    while (!scheme
        && start > 0
        && outline.charAt(start - 1) != '/'
        && !isBlank(outline, start - 1)) {
      start--;
    }
    return outline.substring(start, end).indexOf(CompiledProgram.OUTLINE_CHARACTER) >= 0;
  }

  private static boolean isBlank(String text, int position) {
    return Character.isWhitespace(text.charAt(position))
        || Character.isSpaceChar(text.charAt(position));
  }
}
