package dev.notifier.templates.link;

import dev.notifier.templates.vietnamese.SyllableCheck;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a domain name around a dot, before which a registered top-level domain follows.
 *
 * <p>Phones show each of them as a link. Abbreviations, file codes and sentences without a blank
 * after the full stop look the same: {@code P.GD/15}, {@code HD.LA/01}, {@code TS.BS}, {@code theo
 * quy định.Do đó}. What people write distinguishes them: abbreviations are short and in upper case,
 * sentences begin with a capital letter, and neither is followed by what only links have.
 *
 * @param label before the dot
 * @param domain the top-level domain, as it is written
 * @param end what follows it
 */
record Host(String label, String domain, HostEnd end) {
  /** The longest abbreviation: {@code UBND}, {@code BHXH}. */
  private static final int MAX_ABBREVIATION = 4;

  private static final int SHORT = 2;
  private static final int COUNTRY_CODE = 2;
  private static final String VIETNAM = "vn";

  /** Vietnamese has no abbreviation or word that is written like one of these after a dot. */
  private static final Set<String> ALWAYS_LINKS =
      Set.of("com", "net", "org", "info", "biz", "edu", "gov", "xyz", "mobi", "asia");

  /**
   * Returns the host at this dot.
   *
   * @return null if no registered top-level domain follows, or no label precedes
   */
  static @Nullable Host at(LinkText text, int dot) {
    String domain = domainAt(text, dot + 1);
    int start = domain == null ? dot : text.labelStart(dot);
    while (start < dot && text.isHyphen(start)) {
      start++;
    }
    return domain == null || start == dot || text.isHyphen(dot - 1)
        ? null
        : new Host(text.substring(start, dot), domain, HostEnd.of(text, dot + 1 + domain.length()));
  }

  private static @Nullable String domainAt(LinkText text, int start) {
    int end = text.labelEnd(start);
    // Numbers and single letters, the most frequent case, are left out without memory.
    if (text.isDigit(start) || !TopLevelDomains.isLength(end - start)) {
      return null;
    }
    String label = text.substring(start, end);
    if (TopLevelDomains.contains(label)) {
      return label;
    }
    // Phones end a domain at a hyphen: evil.com-2026.
    int hyphen = label.indexOf('-');
    String domain = hyphen < 0 ? "" : label.substring(0, hyphen);
    return TopLevelDomains.contains(domain) ? domain : null;
  }

  /** Whether it is an abbreviation, a file code or the end of a sentence. */
  boolean isOrdinaryText() {
    String lower = domain.toLowerCase(Locale.ROOT);
    if (end == HostEnd.LINK || ALWAYS_LINKS.contains(lower) || !isAscii(domain)) {
      return false;
    }
    boolean vietnam = lower.equals(VIETNAM);
    boolean country = domain.length() == COUNTRY_CODE && !vietnam;
    if (label.length() == 1 || (country && (label.length() <= SHORT || isNumber()))) {
      return true;
    }
    if (isUpperCase(domain)) {
      return label.length() <= SHORT || (country && isAbbreviation());
    }
    return Character.isUpperCase(domain.charAt(0))
        && !vietnam
        && (isWord() || isNumber())
        && (SyllableCheck.isValid(lower) || (country && isAbbreviation()));
  }

  private boolean isAbbreviation() {
    return label.length() <= MAX_ABBREVIATION
        && isWord()
        && Character.isUpperCase(label.codePointAt(0));
  }

  private boolean isWord() {
    return label.codePoints().allMatch(Character::isLetter);
  }

  private boolean isNumber() {
    return label.codePoints().allMatch(Character::isDigit);
  }

  private static boolean isUpperCase(String text) {
    return text.codePoints().allMatch(Character::isUpperCase);
  }

  private static boolean isAscii(String text) {
    return text.codePoints().allMatch(c -> c < 0x80);
  }
}
