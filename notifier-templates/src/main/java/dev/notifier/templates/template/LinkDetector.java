package dev.notifier.templates.template;

import dev.notifier.templates.language.program.LinkRule;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/**
 * Links in values. A link is, whatever the case of its letters,
 *
 * <ul>
 *   <li>the end of a scheme (a letter, digit, {@code +}, {@code -} or {@code .}) followed by {@code
 *       ://};
 *   <li>{@code www.} followed by a letter or digit, where no letter or digit stands before it;
 *   <li>a letter or digit, a dot and one of the top-level domains {@link #TOP_LEVEL}, which is the
 *       end of a domain, followed by {@code /} and a visible character, with or without a port
 *       between.
 * </ul>
 *
 * <p>Not a link, because firms, offices and codes are written so: a domain without a path
 * (<i>tiki.vn</i>), other labels with a slash (<i>04486.G/2026/08708</i>, <i>TP.HCM/2</i>).
 */
final class LinkDetector {
  /** Those that people in Vietnam meet, and those that cheats use most. */
  static final Set<String> TOP_LEVEL =
      Set.of(
          "vn", "com", "net", "org", "info", "biz", "edu", "gov", "mobi", "name", "pro", "asia",
          "xyz", "top", "site", "online", "shop", "store", "club", "vip", "app", "dev", "io", "me",
          "cc", "co", "ly", "gl", "gd", "to", "tv", "ws", "in", "ru", "cn", "us", "uk", "eu", "de",
          "tk", "ml", "ga", "cf", "gq", "pw", "icu", "buzz", "live", "life", "link", "click", "fun",
          "work", "world", "website", "space", "tech", "cloud", "page", "web", "today", "support",
          "finance", "bank", "loan", "money", "win", "bid", "cam", "cfd", "sbs", "lol", "best",
          "one", "id", "la", "kh", "th", "sg", "hk", "tw", "jp", "kr", "at", "be", "ai", "sh", "gg",
          "su");

  private static final String WWW = "www.";
  private static final int NONE = -1;

  private LinkDetector() {}

  /** The rule of a policy. */
  static LinkRule rule(ValueLinkPolicy policy) {
    return switch (policy) {
      case ALLOW -> LinkRule.NONE;
      case REFUSE -> value -> holdsLink(value) ? null : value;
      case DEFUSE -> LinkDetector::defused;
    };
  }

  static boolean holdsLink(String value) {
    for (int i = value.indexOf('/'); i >= 0; i = value.indexOf('/', i + 1)) {
      if (cutAtSlash(value, i) != NONE) {
        return true;
      }
    }
    for (int i = value.indexOf('.'); i >= 0; i = value.indexOf('.', i + 1)) {
      if (isWww(value, i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * With a blank after the colon of each scheme and after each dot of a link's host, so that no
   * phone makes a link of it; a reader still sees what it was.
   */
  static String defused(String value) {
    return holdsLink(value) ? cut(value, cuts(value), " ") : value;
  }

  /** The text with something put in at each of these places. */
  static String cut(String text, BitSet cuts, String by) {
    StringBuilder out = new StringBuilder(text.length() + cuts.cardinality());
    int from = 0;
    for (int at = cuts.nextSetBit(0); at >= 0; at = cuts.nextSetBit(at + 1)) {
      out.append(text, from, at).append(by);
      from = at;
    }
    return out.append(text, from, text.length()).toString();
  }

  /** Where links have to be cut in two to be none. */
  static BitSet cuts(String value) {
    BitSet cuts = new BitSet(value.length());
    for (int i = 0; i < value.length(); i++) {
      int cut = value.charAt(i) == '/' ? cutAtSlash(value, i) : NONE;
      if (cut != NONE) {
        cuts.set(cut);
      } else if (value.charAt(i) == '.' && isWww(value, i)) {
        cuts.set(i + 1);
      }
    }
    return cuts;
  }

  /** Where to cut the link that has this slash, if it is of one. */
  private static int cutAtSlash(String value, int slash) {
    if (slash > 1
        && value.startsWith("//", slash)
        && value.charAt(slash - 1) == ':'
        && isSchemeEnd(value.charAt(slash - 2))) {
      return slash;
    }
    return isDomainBefore(value, beforePort(value, slash)) && isVisible(value, slash + 1)
        ? value.lastIndexOf('.', slash) + 1
        : NONE;
  }

  /** Whether this dot is the one of a {@code www.}. */
  private static boolean isWww(String value, int dot) {
    int start = dot + 1 - WWW.length();
    return value.regionMatches(true, start, WWW, 0, WWW.length())
        && (start == 0 || !Character.isLetterOrDigit(value.codePointBefore(start)))
        && dot + 1 < value.length()
        && Character.isLetterOrDigit(value.codePointAt(dot + 1));
  }

  private static boolean isSchemeEnd(char c) {
    return isAlphanumeric(c) || c == '+' || c == '-' || c == '.';
  }

  private static boolean isVisible(String value, int index) {
    return index < value.length()
        && value.charAt(index) > ' '
        && !Character.isSpaceChar(value.charAt(index));
  }

  /** Where a domain would end: at the slash, or at the colon of a port before it. */
  private static int beforePort(String value, int slash) {
    int at = slash - 1;
    while (at >= 0 && value.charAt(at) >= '0' && value.charAt(at) <= '9') {
      at--;
    }
    return at >= 0 && at < slash - 1 && value.charAt(at) == ':' ? at : slash;
  }

  /** Whether what ends here is a domain. */
  private static boolean isDomainBefore(String value, int end) {
    int dot = end - 1;
    while (dot >= 0 && isAlphanumeric(value.charAt(dot))) {
      dot--;
    }
    return dot > 0
        && value.charAt(dot) == '.'
        && Character.isLetterOrDigit(value.codePointBefore(dot))
        && TOP_LEVEL.contains(value.substring(dot + 1, end).toLowerCase(Locale.ROOT));
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
