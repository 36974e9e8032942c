package dev.notifier.templates.template;

import dev.notifier.templates.language.TemplateLanguage;
import dev.notifier.templates.vietnamese.Diacritics;
import java.util.BitSet;

/**
 * Links that no value holds as it came: values make them where they meet each other or the author's
 * text, and swaps and stripped marks make them of full-width letters, of letters with a soft hyphen
 * between them and of {@code cọm}. They stand in the finished text alone.
 *
 * <p>To find them the author's own links are broken with a mark before the text is finished. What
 * is a link then, a value has made, and without the marks the author's links are whole again.
 */
final class ComposedLinkDetector {
  /**
   * A character of GSM 03.38 that no author and no caller may write, so that it changes nothing.
   */
  static final String MARK = "\r";

  private ComposedLinkDetector() {}

  /**
   * The text with the author's own links broken. A link is the author's if its scheme and host are:
   * values may follow the slash.
   *
   * @param rendered not yet finished
   * @param outline of the same length, with {@link TemplateLanguage#OUTLINED} for values
   */
  static String withMarks(String rendered, String outline) {
    BitSet cuts = LinkDetector.cuts(outline);
    String stripped = Diacritics.stripMarks(outline);
    if (stripped.length() == outline.length()) {
      cuts.or(LinkDetector.cuts(stripped));
    }
    for (int at = cuts.nextSetBit(0); at >= 0; at = cuts.nextSetBit(at + 1)) {
      if (isValueInHost(outline, at)) {
        cuts.clear(at);
      }
    }
    return LinkDetector.cut(rendered, cuts, MARK);
  }

  /**
   * Whether a value stands in the host around this place, or touches it. What stands before a host
   * without a slash or blank between counts as well: of some signs the swaps make a hyphen or
   * nothing.
   */
  private static boolean isValueInHost(String outline, int cut) {
    boolean scheme = outline.startsWith("//", cut);
    int end = scheme ? cut + 2 : cut;
    while (end < outline.length()
        && "/?#".indexOf(outline.charAt(end)) < 0
        && !isBlank(outline, end)) {
      end++;
    }
    int start = cut;
    while (!scheme
        && start > 0
        && outline.charAt(start - 1) != '/'
        && !isBlank(outline, start - 1)) {
      start--;
    }
    return outline.substring(start, end).indexOf(TemplateLanguage.OUTLINED) >= 0;
  }

  private static boolean isBlank(String text, int at) {
    return Character.isWhitespace(text.charAt(at)) || Character.isSpaceChar(text.charAt(at));
  }
}
