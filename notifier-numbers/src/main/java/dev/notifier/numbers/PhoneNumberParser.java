package dev.notifier.numbers;

import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses Vietnamese mobile numbers as upstream systems write them. A number with the right form is
 * accepted even if its range is not known to be assigned, because new ranges open before libraries
 * are updated. Thread-safe.
 */
public final class PhoneNumberParser {
  /** A longer text is rejected without parsing. */
  public static final int MAX_RAW_CHARACTERS = 100;

  private static final String COUNTRY = "84";
  private static final int MOBILE_DIGITS = 9;
  private static final int MAX_E164_DIGITS = 15;
  private static final int MIN_LISTED_DIGITS = 8;
  private static final int MIN_TWO_NUMBERS_DIGITS = 18;
  private static final int MAX_SHORT_CODE_DIGITS = 6;

  private static final Pattern LABEL =
      Pattern.compile(
          "^(?:s?[dđ]t(?:[dđ]{2})?|[dđ]{2}|[dđ]iện thoại|di động|tel|phone|mobile|mob|hp)[ .:]*(?=[+(\\d])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern SPREADSHEET =
      Pattern.compile("\\+?\\d{8,}[.,]0{1,2}|\\d(?:[.,]\\d+)?[eE]\\+?\\d+");
  private static final Pattern LIST = Pattern.compile("\\d[\\s\"']*[;,/|&\\n][\\s\"']*[+(]*\\d");
  private static final Pattern LETTER = Pattern.compile("\\p{L}");
  private static final Pattern GAP = Pattern.compile("\\s*[-‐–—]\\s*|\\s+");
  private static final Pattern WRITTEN =
      Pattern.compile("[-(\\s]*\\+?[-‐-―−_.()\\s0-9]*", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern NOT_DIGIT = Pattern.compile("\\D");
  // With the quotes of spreadsheets: '0912345678, ="0912345678", "=""0912345678""".
  private static final Pattern EDGE = Pattern.compile("^(?:['\"\\s]|=\\s*(?=\"))+|['\";,./|\\s]+$");
  // 84 with a 0 before it, which no country code has: (084) 912 345 671. In other groups, 084 may
  // be the start of a number: (084) 912 3456, or of one with a second ending: 0849123456-71.
  private static final Pattern ZERO_BEFORE_COUNTRY =
      Pattern.compile(
          "(?:\\+084[ .-]*|\\(\\+?084\\)[ .-]*|084[ .-]+)"
              + "(0?(?:1?\\d{9}|1?\\d{3}[ .-]\\d{3}[ .-]\\d{3}|1?\\d{2}[ .-]\\d{3}[ .-]\\d{4}))");
  // 84 and seven digits are a number without its 0; what follows is a second ending.
  private static final Pattern NUMBER_AND_REST = Pattern.compile("84\\d{7}\\D+\\d+");
  // 84 as a group of its own is the country code; as digits of a number it is never alone.
  private static final Pattern COUNTRY_GROUP = Pattern.compile("\\D*84\\D.*");
  // It has the form of a number from before 2018, but people type it to fill a field.
  private static final String PLACEHOLDER = "1234567890";

  private PhoneNumberParser() {}

  /** Parses one number. Null and texts without a digit are empty. */
  public static PhoneNumberResult parse(@Nullable String raw) {
    if (raw == null) {
      return new Rejected(PhoneNumberError.EMPTY);
    }
    int start = wellFormedStart(raw);
    return start >= 0 ? accepted(raw.substring(start), false) : parseUnusual(raw);
  }

  /** Returns where the nine digits start in plain 0…, 84… or +84…, or -1 for any other text. */
  private static int wellFormedStart(String raw) {
    int start = raw.length() - MOBILE_DIGITS;
    boolean prefixed =
        switch (start) {
          case 1 -> raw.charAt(0) == '0';
          case 2 -> raw.startsWith(COUNTRY);
          case 3 -> raw.startsWith("+84");
          default -> false;
        };
    if (!prefixed || !MobileNumber.isFirstDigit(raw.charAt(start))) {
      return -1;
    }
    for (int i = start + 1; i < raw.length(); i++) {
      if (raw.charAt(i) < '0' || raw.charAt(i) > '9') {
        return -1;
      }
    }
    return start;
  }

  private static Accepted accepted(String nineDigits, boolean converted) {
    boolean unknownRange = !NumberingPlan.contains(nineDigits);
    return new Accepted(new MobileNumber("+84" + nineDigits), unknownRange, converted);
  }

  private static PhoneNumberResult parseUnusual(String raw) {
    if (raw.length() > MAX_RAW_CHARACTERS) {
      return new Rejected(PhoneNumberError.TOO_LONG);
    }
    String text = EDGE.matcher(NumberText.plain(raw)).replaceAll("");
    text = LABEL.matcher(text).replaceFirst("");
    PhoneNumberError problem = formProblem(text);
    return problem == null ? parseDigits(text) : new Rejected(problem);
  }

  private static @Nullable PhoneNumberError formProblem(String text) {
    if (SPREADSHEET.matcher(text).matches()) {
      return PhoneNumberError.SPREADSHEET;
    }
    if (LETTER.matcher(text).find()) {
      return PhoneNumberError.LETTERS;
    }
    int digits = NOT_DIGIT.matcher(text).replaceAll("").length();
    if (digits == 0) {
      return PhoneNumberError.EMPTY;
    }
    if (LIST.matcher(text).find()
        || NUMBER_AND_REST.matcher(text).matches()
        || isListWithGaps(text)) {
      return PhoneNumberError.MULTIPLE_NUMBERS;
    }
    if (!WRITTEN.matcher(text).matches()) {
      return PhoneNumberError.INVALID_CHARACTERS;
    }
    return digits > MAX_E164_DIGITS ? PhoneNumberError.TOO_LONG : null;
  }

  private static boolean isListWithGaps(String text) {
    if (NOT_DIGIT.matcher(text).replaceAll("").length() >= MIN_TWO_NUMBERS_DIGITS
        && GAP.matcher(text).find()) {
      return true;
    }
    long numbers =
        GAP.splitAsStream(text)
            .filter(piece -> NOT_DIGIT.matcher(piece).replaceAll("").length() >= MIN_LISTED_DIGITS)
            .count();
    return numbers > 1;
  }

  private static PhoneNumberResult parseDigits(String written) {
    Matcher zero = ZERO_BEFORE_COUNTRY.matcher(written);
    String text = zero.matches() ? "+84" + zero.group(1) : written;
    String digits = NOT_DIGIT.matcher(text).replaceAll("");
    boolean international = text.indexOf('+') >= 0;
    if (!international && digits.startsWith("00")) {
      international = true;
      digits = digits.substring(2);
    }
    if (international && !digits.startsWith(COUNTRY)) {
      // No country code begins with 0.
      return new Rejected(
          digits.startsWith("0") ? PhoneNumberError.NOT_MOBILE : PhoneNumberError.FOREIGN);
    }
    if (digits.length() == MOBILE_DIGITS && COUNTRY_GROUP.matcher(text).matches()) {
      return new Rejected(PhoneNumberError.NOT_MOBILE);
    }
    String national = national(digits, international);
    return national.length() == MOBILE_DIGITS && AreaCode.isShown(text, national)
        ? new Rejected(PhoneNumberError.LANDLINE)
        : parseNational(national);
  }

  /**
   * Returns the digits after 0, 84 or 840. In nine digits that begin with 84, the 84 belongs to the
   * number.
   */
  private static String national(String digits, boolean international) {
    String national = digits;
    if (digits.startsWith(COUNTRY) && (international || digits.length() > MOBILE_DIGITS)) {
      national = digits.substring(COUNTRY.length());
    }
    return national.startsWith("0") ? national.substring(1) : national;
  }

  private static PhoneNumberResult parseNational(String national) {
    if (national.equals(PLACEHOLDER)) {
      return new Rejected(PhoneNumberError.NOT_MOBILE);
    }
    String converted = ElevenDigitConversion.convert(national);
    if (converted != null) {
      return accepted(converted, true);
    }
    if (national.length() == MOBILE_DIGITS && MobileNumber.isFirstDigit(national.charAt(0))) {
      return accepted(national, false);
    }
    return new Rejected(nationalProblem(national));
  }

  private static PhoneNumberError nationalProblem(String national) {
    int length = national.length();
    if (length >= 8 && (national.startsWith("1800") || national.startsWith("1900"))) {
      return PhoneNumberError.SERVICE_NUMBER;
    }
    // Area codes begin with 2; before 2017 they also began with 4 and 6.
    if ((length == 9 || length == 10) && "246".indexOf(national.charAt(0)) >= 0) {
      return PhoneNumberError.LANDLINE;
    }
    return length >= 3 && length <= MAX_SHORT_CODE_DIGITS
        ? PhoneNumberError.SHORT_CODE
        : PhoneNumberError.NOT_MOBILE;
  }
}
