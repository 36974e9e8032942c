package dev.notifier.templates.link;

import dev.notifier.templates.vietnamese.Diacritics;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a domain name around a dot, before which a registered top-level domain follows.
 *
 * <p>Phones show each of them as a link. Abbreviations, file codes and sentences without a blank
 * after the full stop look the same: {@code P.GD/15}, {@code HD.LA/01}, {@code TS.BS}, {@code theo
 * quy định.Do đó}. What people write distinguishes them: abbreviations are short and in upper case,
 * sentences begin with a capital letter, their words are Vietnamese syllables, and neither is
 * followed by what only links have.
 *
 * @param before the labels before the label, with dots between them; empty if it is the first
 * @param label before the dot
 * @param domain the top-level domain, as it is written
 * @param end what follows it
 * @param afterNumber whether a number and a slash precede: {@code 15/HD.LA/BHXH}
 * @param beforeWord whether a blank and a letter follow
 */
record Host(
    String before,
    String label,
    String domain,
    HostEnd end,
    boolean afterNumber,
    boolean beforeWord) {
  private static final int COUNTRY_CODE = 2;
  private static final int SHORT = 2;
  private static final int MAX_GROUP_DIGITS = 3;
  private static final String VIETNAM = "vn";

  /** Tổ (group of households), which numbers precede: {@code 12.TO/3}. */
  private static final String GROUP = "to";

  /** Wards, towns and other units as they are typed in lower case: {@code tp.hn}. */
  private static final Set<String> UNITS = Set.of("tp", "tx", "tt", "kp", "kv");

  private static final Set<String> COMPANY_FORMS = Set.of("co.ltd", "pte.ltd", "pvt.ltd", "co.inc");
  private static final Pattern DOT = Pattern.compile("\\.");

  /**
   * Returns the host at this dot.
   *
   * @return null if no registered top-level domain follows, or no label precedes
   */
  static @Nullable Host at(LinkText text, int dot) {
    String domain = domainAt(text, dot + 1);
    return domain == null ? null : before(text, dot, domain, dot + 1 + domain.length());
  }

  /**
   * Returns the host at this dot with another top-level domain.
   *
   * @param end where the domain ends
   * @return null if no label precedes
   */
  static @Nullable Host before(LinkText text, int dot, String domain, int end) {
    int start = text.labelStart(dot);
    while (start < dot && text.isHyphen(start)) {
      start++;
    }
    if (start == dot || text.isHyphen(dot - 1)) {
      return null;
    }
    int first = start;
    while (text.at(first - 1) == '.' && text.labelStart(first - 1) < first - 1) {
      first = text.labelStart(first - 1);
    }
    return new Host(
        first == start ? "" : text.substring(first, start - 1),
        text.substring(start, dot),
        domain,
        HostEnd.of(text, end),
        text.at(first - 1) == '/' && text.isDigit(first - 2),
        text.at(end) == ' ' && text.isLetterAt(end + 1));
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
    if (isAlwaysLink()) {
      return false;
    }
    return isCompany() || (isCapitalized() && isEndOfSentence()) || isCode();
  }

  /**
   * Whether it is the end of a sentence and the next word.
   *
   * @return also true in lower case, if more words follow
   */
  boolean isEndOfSentenceInAnyCase() {
    return !isAlwaysLink() && (isCapitalized() || beforeWord) && isEndOfSentence();
  }

  private boolean isAlwaysLink() {
    return end == HostEnd.LINK
        || !domain.codePoints().allMatch(c -> c < 0x80)
        || DomainLists.isAlwaysLink(lower(Diacritics.stripMarks(label)), lower(domain));
  }

  private boolean isCompany() {
    return end == HostEnd.BARE
        && COMPANY_FORMS.contains(lower(label) + "." + lower(domain))
        && isBeforeAll(LabelWords::isAbbreviation);
  }

  private boolean isEndOfSentence() {
    return end == HostEnd.BARE
        && LabelWords.isSyllable(domain)
        && LabelWords.isEndOfSentence(label)
        && isBeforeAll(each ->
            each.length() == 1 || LabelWords.isNumber(each) || LabelWords.isAbbreviation(each));
  }

  /** Whether the next word is capitalized; in upper case, more words must follow. */
  private boolean isCapitalized() {
    return Character.isUpperCase(domain.charAt(0))
        && (isLowerCase(domain.substring(1)) || (beforeWord && LabelWords.isUpperCase(domain)));
  }

  private boolean isCode() {
    String lower = lower(domain);
    boolean upper = LabelWords.isUpperCase(domain);
    if (domain.length() != COUNTRY_CODE || (lower.equals(VIETNAM) && !upper)) {
      return label.length() == 1 && isInitialBeforeName();
    }
    boolean inCodes = DomainLists.isInCodes(lower);
    if (!before.isEmpty()) {
      return upper && inCodes && !lower.equals(VIETNAM) && isBare() && isAbbreviationsOnly();
    }
    if (LabelWords.isNumber(label)) {
      return lower.equals(GROUP) && label.length() <= MAX_GROUP_DIGITS;
    }
    if (label.length() == 1) {
      return isBare() ? inCodes || isInitialBeforeName() || isInitial() : isPathOfCode(inCodes);
    }
    return inCodes && isPathOfCode(true) && isCodeLabel(lower, upper);
  }

  private boolean isCodeLabel(String lower, boolean upper) {
    if (UNITS.contains(lower(label))) {
      return true;
    }
    if (lower.equals(VIETNAM)) {
      return label.length() <= SHORT && LabelWords.isAbbreviation(label);
    }
    boolean abbreviation = LabelWords.isAbbreviation(label);
    return upper
        ? abbreviation
            || LabelWords.isJoinedAbbreviation(label)
            || LabelWords.isForm(label)
            || (afterNumber && LabelWords.isHyphenated(label))
        : abbreviation && Character.isUpperCase(domain.charAt(0));
  }

  /** Whether what follows can be the rest of a file code. */
  private boolean isPathOfCode(boolean inCodes) {
    return switch (end) {
      case BARE -> true;
      case NUMBERS, NUMBERS_AND_WORDS -> inCodes;
      case WORDS -> inCodes && (afterNumber || label.length() == 1);
      case LINK -> false;
    };
  }

  private boolean isInitial() {
    return Character.isUpperCase(label.charAt(0)) && !lower(domain).equals(VIETNAM);
  }

  /** Whether it is a unit and a name, such as {@code P.Cam} in {@code P.Cẩm Lệ}. */
  private boolean isInitialBeforeName() {
    return isBare() && LabelWords.isSyllable(domain);
  }

  private boolean isBare() {
    return end == HostEnd.BARE;
  }

  private boolean isAbbreviationsOnly() {
    return LabelWords.isAbbreviation(label) && isBeforeAll(LabelWords::isAbbreviation);
  }

  private boolean isBeforeAll(Predicate<String> condition) {
    return before.isEmpty() || DOT.splitAsStream(before).allMatch(condition);
  }

  private static boolean isLowerCase(String text) {
    return text.codePoints().allMatch(Character::isLowerCase);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
