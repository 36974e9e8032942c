package dev.notifier.templates.wording;

import dev.notifier.templates.language.LinkRule;
import java.util.Locale;
import java.util.Set;

/**
 * Links in values. A link is, whatever the case of its letters,
 *
 * <ul>
 *   <li>a scheme (a letter, then letters, digits, {@code + - .}) followed by {@code ://};
 *   <li>{@code www.} followed by a letter or digit, where no letter or digit stands before it;
 *   <li>a domain (labels of ASCII letters, digits and hyphens, joined by dots) whose last label is
 *       one of the top-level domains {@link #TOP_LEVEL}, followed by {@code /} and a visible
 *       character, with or without a port between.
 * </ul>
 *
 * <p>Not a link, because firms, offices and codes are written so: a domain without a path
 * (<i>tiki.vn</i>), other labels with a slash (<i>04486.G/2026/08708</i>, <i>TP.HCM/2</i>).
 */
final class Links {
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

  private Links() {}

  /** The rule of a policy. */
  static LinkRule rule(LinkPolicy policy) {
    return switch (policy) {
      case ALLOW -> LinkRule.NONE;
      case REFUSE -> value -> holdsLink(value) ? null : value;
      case DEFUSE -> Links::defused;
    };
  }

  /** How many cuts it takes until there is no link in it. */
  static int count(String value) {
    return defused(value).length() - value.length();
  }

  static boolean holdsLink(String value) {
    return firstLink(value) != NONE;
  }

  /**
   * With a blank after the colon of each scheme and after each dot of a link's host, so that no
   * phone makes a link of it; a reader still sees what it was.
   */
  static String defused(String value) {
    String text = value;
    for (int at = firstLink(text); at != NONE; at = firstLink(text)) {
      // Each time one link fewer: a blank stands in its middle now.
      text = text.substring(0, at) + " " + text.substring(at);
    }
    return text;
  }

  /** Where the first link has to be cut in two to be none, or -1. */
  private static int firstLink(String value) {
    int slash = firstSlash(value);
    int www = firstWww(value);
    return slash == NONE || (www != NONE && www < slash) ? www : slash;
  }

  /**
   * Where to cut the first link that has a slash: most values have none, and are done with here.
   */
  private static int firstSlash(String value) {
    for (int i = value.indexOf('/'); i >= 0; i = value.indexOf('/', i + 1)) {
      if (i > 1
          && value.startsWith("//", i)
          && value.charAt(i - 1) == ':'
          && isSchemeEnd(value.charAt(i - 2))) {
        return i;
      }
      if (isDomainBefore(value, beforePort(value, i)) && isVisible(value, i + 1)) {
        return value.lastIndexOf('.', i) + 1;
      }
    }
    return NONE;
  }

  /** Where to cut the first {@code www.}, looked for by its dot. */
  private static int firstWww(String value) {
    int first = WWW.length() - 1;
    for (int i = value.indexOf('.', first); i >= 0; i = value.indexOf('.', i + 1)) {
      int start = i - first;
      if (value.regionMatches(true, start, WWW, 0, WWW.length())
          && (start == 0 || !Character.isLetterOrDigit(value.charAt(start - 1)))
          && i + 1 < value.length()
          && Character.isLetterOrDigit(value.charAt(i + 1))) {
        return i + 1;
      }
    }
    return NONE;
  }

  private static boolean isSchemeEnd(char c) {
    return isAlphanumeric(c) || c == '+' || c == '-' || c == '.';
  }

  private static boolean isVisible(String value, int index) {
    return index < value.length() && value.charAt(index) > ' ';
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
        && isAlphanumeric(value.charAt(dot - 1))
        && TOP_LEVEL.contains(value.substring(dot + 1, end).toLowerCase(Locale.ROOT));
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
