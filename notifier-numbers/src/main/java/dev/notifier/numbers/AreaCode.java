package dev.notifier.numbers;

import java.util.Set;

/**
 * Recognizes landlines of the numbering plan that ended in 2017 by their groups. Without groups
 * they have the same form as mobile numbers of today: {@code (038) 3841234} was a landline in Nghệ
 * An, and {@code 0383841234} is a mobile number of somebody else.
 *
 * <p>The area codes are those that Circular 22/2014/TT-BTTTT replaced by 02x codes; 4 (Hà Nội) and
 * codes with 2 and 6 are left out, because mobile numbers do not begin with these digits.
 */
final class AreaCode {
  /** Hồ Chí Minh City, the only code of one digit; eight digits followed. */
  private static final String HO_CHI_MINH_CITY = "8";

  /**
   * Seven digits followed. 83 is the code of Hồ Chí Minh City with the first digit of its numbers:
   * {@code (083) 8221234}.
   */
  private static final Set<String> TWO_DIGITS =
      Set.of(
          "30", "31", "33", "34", "36", "37", "38", "39", "52", "53", "54", "55", "56", "57", "58",
          "59", "70", "72", "73", "74", "75", "76", "77", "79", "83");

  /** Six digits followed before 2008. */
  private static final Set<String> THREE_DIGITS =
      Set.of("320", "321", "350", "351", "500", "501", "510", "511", "710", "711", "780", "781");

  private static final int DIGITS = 9;

  /** Landlines of the old plan began with them: the operator's digit. */
  private static final String FIRST_DIGITS = "234567";

  private AreaCode() {}

  /**
   * Whether the groups show an area code.
   *
   * @param text as it is written, with ASCII digits
   * @param national the nine digits after the country code and the 0, which end the text
   */
  static boolean isShown(String text, String national) {
    int areaStart = indexOfDigitFromEnd(text, DIGITS);
    int areaEnd = endOfDigits(text, areaStart);
    String area = text.substring(areaStart, areaEnd);
    int restStart = areaEnd;
    while (restStart < text.length() && !isDigit(text.charAt(restStart))) {
      restStart++;
    }
    if (restStart == text.length()) {
      return false;
    }
    String separator = text.substring(areaEnd, restStart);
    boolean bracket = separator.indexOf(')') >= 0;
    int firstGroup = endOfDigits(text, restStart) - restStart;
    boolean landlineDigit = FIRST_DIGITS.indexOf(national.charAt(area.length())) >= 0;
    if (area.equals(HO_CHI_MINH_CITY)) {
      return landlineDigit;
    }
    if (TWO_DIGITS.contains(area)) {
      return bracket || isLandlineGroup(firstGroup, landlineDigit, separator);
    }
    return bracket && THREE_DIGITS.contains(area);
  }

  /** Mobile numbers are written in groups of two or three digits after a group of two. */
  private static boolean isLandlineGroup(int digits, boolean landlineDigit, String separator) {
    boolean whole = digits == DIGITS - 2;
    return digits == 1
        || (whole && isHyphen(separator))
        || ((whole || digits == 4) && landlineDigit);
  }

  private static boolean isHyphen(String separator) {
    return separator.codePoints().anyMatch(c -> Character.getType(c) == Character.DASH_PUNCTUATION);
  }

  private static int indexOfDigitFromEnd(String text, int count) {
    int index = text.length();
    int digits = 0;
    while (digits < count) {
      index--;
      digits += isDigit(text.charAt(index)) ? 1 : 0;
    }
    return index;
  }

  private static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
