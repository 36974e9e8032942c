package dev.notifier.templates.template;

import dev.notifier.templates.language.program.LinkRule;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/**
 * Detects links in values. A link is, in upper or lower case,
 *
 * <ul>
 *   <li>the end of a scheme (a letter, digit, {@code +}, {@code -} or {@code .}) followed by {@code
 *       ://};
 *   <li>{@code www.} followed by a letter or digit, if no letter or digit precedes it;
 *   <li>a letter or digit, a dot and one of the top-level domains {@link #TOP_LEVEL} at the end of
 *       a domain, followed by {@code /} and a visible character, with or without a port in between.
 * </ul>
 *
 * <p>A domain without a path (<i>tiki.vn</i>) and other labels with a slash
 * (<i>04486.G/2026/08708</i>, <i>TP.HCM/2</i>) are not links, because companies, offices and codes
 * are written like this.
 */
final class LinkDetector {
  /** The domains that are common in Vietnam, and those that fraudsters use most. */
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

  /** Returns the rule of a policy. */
  static LinkRule rule(ValueLinkPolicy policy) {
    return switch (policy) {
      case ALLOW -> LinkRule.NONE;
      case REFUSE -> value -> containsLink(value) ? null : value;
      case DEFUSE -> LinkDetector::defuse;
    };
  }

  static boolean containsLink(String value) {
    for (int i = value.indexOf('/'); i >= 0; i = value.indexOf('/', i + 1)) {
      if (splitPointAtSlash(value, i) != NONE) {
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
   * Returns the value with a blank after the colon of each scheme and after each dot of a link's
   * host, so that no phone recognizes a link; readers still see what it was.
   */
  static String defuse(String value) {
    return containsLink(value) ? split(value, splitPoints(value), " ") : value;
  }

  /** Returns the text with the separator inserted at each split point. */
  static String split(String text, BitSet splitPoints, String separator) {
    StringBuilder out = new StringBuilder(text.length() + splitPoints.cardinality());
    int from = 0;
    for (int position = splitPoints.nextSetBit(0);
        position >= 0;
        position = splitPoints.nextSetBit(position + 1)) {
      out.append(text, from, position).append(separator);
      from = position;
    }
    return out.append(text, from, text.length()).toString();
  }

  /** Returns the positions at which links must be split so that they are no longer links. */
  static BitSet splitPoints(String value) {
    BitSet splitPoints = new BitSet(value.length());
    for (int i = 0; i < value.length(); i++) {
      int split = value.charAt(i) == '/' ? splitPointAtSlash(value, i) : NONE;
      if (split != NONE) {
        splitPoints.set(split);
      } else if (value.charAt(i) == '.' && isWww(value, i)) {
        splitPoints.set(i + 1);
      }
    }
    return splitPoints;
  }

  /** Returns where to split the link that this slash belongs to, or {@link #NONE}. */
  private static int splitPointAtSlash(String value, int slash) {
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

  /** Whether this is the dot of a {@code www.}. */
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

  /**
   * Returns where a domain before the slash would end: at the slash, or at the colon of a port
   * before it.
   */
  private static int beforePort(String value, int slash) {
    int position = slash - 1;
    while (position >= 0 && value.charAt(position) >= '0' && value.charAt(position) <= '9') {
      position--;
    }
    return position >= 0 && position < slash - 1 && value.charAt(position) == ':'
        ? position
        : slash;
  }

  /** Whether a domain ends here. */
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
