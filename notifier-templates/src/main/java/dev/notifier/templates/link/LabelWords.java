package dev.notifier.templates.link;

import dev.notifier.templates.vietnamese.SyllableCheck;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides what a label can be in ordinary Vietnamese text. */
final class LabelWords {
  /** The longest usual abbreviation: {@code UBND}, {@code BHXH}. */
  private static final int MAX_ABBREVIATION = 4;

  /** The longest abbreviation of several: {@code BVĐKT}, {@code UBNDTP}, {@code TTYTDP}. */
  private static final int MAX_JOINED = 8;

  /** The longest with lower-case letters: {@code ThS}, {@code TTg}, {@code Mr}. */
  private static final int MAX_MIXED = 3;

  private static final String VOWELS = "AEIOU";

  /** In the Central Highlands: Đắk Lắk. No Vietnamese syllable ends in k. */
  private static final Set<String> PLACES =
      Set.of("đắk", "đăk", "lắk", "dak", "lak", "krông", "krong");

  /** The forms of the administration: {@code C12-TS}, {@code TK1-TS}, {@code 05A-HSB}. */
  private static final Pattern FORM = Pattern.compile("[A-ZĐ]{0,3}\\d{1,3}[A-Za-z]?-[A-ZĐ]{2,4}");

  /**
   * The numbers of cards and files, amounts, times and houses: {@code GD4791234567890}, {@code
   * 000đ}, {@code 17h30}, {@code 15B}.
   */
  private static final Pattern NUMBER_WITH_LETTERS =
      Pattern.compile("[A-ZĐ]{1,4}\\d{4,}|\\d{1,4}[A-Za-zĐđ]\\d{0,2}");

  /** Titles and units as they are typed in lower case before a name: {@code tp.Cam Ranh}. */
  private static final Set<String> TITLES =
      Set.of(
          "bs", "cn", "ct", "cty", "dr", "gs", "kp", "ks", "kv", "mr", "mrs", "ms", "pgs", "ths",
          "tp", "ts", "tt", "tx");

  private LabelWords() {}

  static boolean isNumber(String label) {
    return label.codePoints().allMatch(Character::isDigit);
  }

  static boolean isUpperCase(String label) {
    return label.codePoints().allMatch(Character::isUpperCase);
  }

  /** Whether a Vietnamese word is written like this, with or without its diacritics. */
  static boolean isSyllable(String label) {
    String lower = Normalizer.normalize(label, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return SyllableCheck.isValid(lower)
        || SyllableCheck.isValidStripped(lower)
        || PLACES.contains(lower);
  }

  /** Whether it is an abbreviation that names can have: {@code TP}, {@code UBND}, {@code ThS}. */
  static boolean isAbbreviation(String label) {
    int length = label.length();
    if (!label.codePoints().allMatch(Character::isLetter)
        || !Character.isUpperCase(label.codePointAt(0))) {
      return false;
    }
    return length <= MAX_MIXED || (length <= MAX_ABBREVIATION && isUpperCase(label));
  }

  /**
   * Whether it is several abbreviations in one. They have the first letters of words, so that a
   * vowel is at the start or missing; names that people can pronounce have it elsewhere: {@code
   * VSSID}.
   */
  static boolean isJoinedAbbreviation(String label) {
    return label.length() > MAX_ABBREVIATION
        && label.length() <= MAX_JOINED
        && label.codePoints().allMatch(Character::isLetter)
        && isUpperCase(label)
        && label.chars().skip(2).noneMatch(c -> VOWELS.indexOf(c) >= 0)
        && label.chars().filter(c -> VOWELS.indexOf(c) >= 0).count() <= 1;
  }

  /** Whether it is a form, such as {@code C12-TS}. */
  static boolean isForm(String label) {
    return FORM.matcher(label).matches();
  }

  /** Whether it is abbreviations with hyphens, as after a number: {@code QĐ-UBND}. */
  static boolean isHyphenated(String label) {
    return label.indexOf('-') > 0
        && Pattern.compile("-").splitAsStream(label).allMatch(LabelWords::isPart);
  }

  private static boolean isPart(String part) {
    return !part.isEmpty() && (isAbbreviation(part) || isJoinedAbbreviation(part));
  }

  /** Whether a word can follow it after a dot: a word, title, number, abbreviation or code. */
  static boolean isEndOfSentence(String label) {
    return label.length() == 1
        || isNumber(label)
        || isSyllable(label)
        || TITLES.contains(label)
        || isAbbreviation(label)
        || isJoinedAbbreviation(label)
        || isForm(label)
        || isHyphenated(label)
        || NUMBER_WITH_LETTERS.matcher(label).matches();
  }
}
