package dev.notifier.templates.link;

import dev.notifier.templates.vietnamese.Diacritics;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what phones show as a link. A link is, in upper or lower case, with full-width characters
 * and with any full stop of UTS 46 instead of a dot,
 *
 * <ul>
 *   <li>the end of a scheme (a letter, digit, {@code +}, {@code -} or {@code .}) followed by {@code
 *       ://};
 *   <li>{@code www.} followed by a letter or digit, if no letter or digit precedes it;
 *   <li>a domain name: a label, a dot and a registered top-level domain, except ordinary text
 *       ({@link Host#isOrdinaryText()}). Mail addresses contain one;
 *   <li>an IPv4 address ({@link Ipv4}).
 * </ul>
 *
 * <p>Phone numbers are no links, with or without {@code tel:} before them: recipients are meant to
 * call the numbers in messages. Texts without a dot or slash cost no memory.
 */
public final class LinkScanner {
  private static final int NONE = -1;
  private static final int WWW_LETTERS = 3;

  /** Each link has one of them: what {@link LinkText} reads as a dot or slash. */
  private static final String DOTS_AND_SLASHES = "./\u2024\u3002\uFE52\uFF0E\uFF0F\uFF61";

  private LinkScanner() {}

  public static boolean containsLink(String text) {
    return scan(text, null);
  }

  /**
   * Returns the positions, in UTF-16 units, at which the text must be split so that no phone shows
   * a link: after the colon of each scheme, and after the dot before each top-level domain.
   */
  public static BitSet splitPoints(String text) {
    BitSet splitPoints = new BitSet(text.length());
    scan(text, splitPoints);
    return splitPoints;
  }

  /** Returns the top-level domain of the first domain name that is a link, or an empty text. */
  public static String firstDomain(String text) {
    LinkText links = new LinkText(text);
    for (int i = 0; i < text.length(); i++) {
      Host host = links.at(i) == '.' ? Host.at(links, i) : null;
      if (host != null && isDomain(links, i)) {
        return host.domain();
      }
    }
    return "";
  }

  /**
   * Returns the positions after full stops without a blank, in UTF-16 units, where diacritics show
   * that a Vietnamese word follows: {@code thiếu.bà cần}. Stripped, such a text can look like a
   * link ({@code thieu.ba}). Words that always form a link are left out: {@code bịt.lý}.
   *
   * @param text with its diacritics
   */
  public static BitSet sentenceEnds(String text) {
    BitSet ends = new BitSet(text.length());
    LinkText links = new LinkText(text);
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
      int end = links.labelEnd(dot + 1);
      String word = text.substring(dot + 1, end);
      String stripped = Diacritics.stripMarks(word);
      Host host =
          stripped.equals(word) || !LabelWords.isSyllable(word)
              ? null
              : Host.before(links, dot, stripped, end);
      if (host != null && host.isEndOfSentenceInAnyCase()) {
        ends.set(dot + 1);
      }
    }
    return ends;
  }

  /**
   * Searches for links.
   *
   * @param splitPoints receives where to split them; null = the first one ends the search
   * @return whether the search ended at a link
   */
  private static boolean scan(String text, @Nullable BitSet splitPoints) {
    LinkText links = null;
    for (int each = 0; each < DOTS_AND_SLASHES.length(); each++) {
      char c = DOTS_AND_SLASHES.charAt(each);
      for (int i = text.indexOf(c); i >= 0; i = text.indexOf(c, i + 1)) {
        links = links == null ? new LinkText(text) : links;
        int split = splitPoint(links, i);
        if (split != NONE) {
          if (splitPoints == null) {
            return true;
          }
          splitPoints.set(split);
        }
      }
    }
    return false;
  }

  /** Returns where to split the link that has its dot or slash here, or {@link #NONE}. */
  private static int splitPoint(LinkText text, int index) {
    return switch (text.at(index)) {
      case '/' -> isScheme(text, index) ? index : NONE;
      case '.' -> splitPointAtDot(text, index);
      default -> NONE;
    };
  }

  private static boolean isScheme(LinkText text, int slash) {
    return text.at(slash + 1) == '/'
        && text.at(slash - 1) == ':'
        && isSchemeEnd(text.at(slash - 2));
  }

  private static int splitPointAtDot(LinkText text, int dot) {
    // Nearly all dots end a sentence or group the digits of an amount.
    if (!text.isVisible(dot + 1)) {
      return NONE;
    }
    if (text.isDigit(dot + 1)) {
      int lastPart = Ipv4.lastPart(text, dot);
      if (lastPart != NONE) {
        return lastPart;
      }
    }
    return isWww(text, dot) || isDomain(text, dot) ? dot + 1 : NONE;
  }

  private static boolean isWww(LinkText text, int dot) {
    int start = dot - WWW_LETTERS;
    for (int i = start; i < dot; i++) {
      if (text.at(i) != 'w' && text.at(i) != 'W') {
        return false;
      }
    }
    return !text.isLetterOrDigitBefore(start) && text.isLetterOrDigitAt(dot + 1);
  }

  private static boolean isDomain(LinkText text, int dot) {
    Host host = Host.at(text, dot);
    return host != null && (!host.isOrdinaryText() || isAfterMailSign(text, dot));
  }

  /** Whether this dot is in the host of a mail address. */
  private static boolean isAfterMailSign(LinkText text, int dot) {
    int start = text.labelStart(dot);
    while (text.at(start - 1) == '.') {
      start = text.labelStart(start - 1);
    }
    return text.at(start - 1) == '@' && text.isLetterOrDigitBefore(start - 1);
  }

  private static boolean isSchemeEnd(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '-'
        || c == '.';
  }
}
