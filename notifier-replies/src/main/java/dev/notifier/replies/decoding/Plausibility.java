package dev.notifier.replies.decoding;

/** How much of a text consists of characters that people in Vietnam type. */
final class Plausibility {
  /** Of 100 characters, how many must be usual in a text that is believed. */
  static final int ENOUGH = 90;

  private static final String USUAL_SIGNS = " \n\r.,:;!?/-_()\"'+*=&%#<>“”‘’…–—€₫";
  private static final String VIETNAMESE_LATIN_1 = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư";

  private Plausibility() {}

  /** Returns the percentage of usual characters; 100 for an empty text. */
  static int percent(String text) {
    int all = 0;
    int usual = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      all++;
      if (isUsual(c)) {
        usual++;
      }
    }
    return all == 0 ? 100 : usual * 100 / all;
  }

  /** Whether there are only letters and digits of ASCII and blanks. */
  static boolean isPlain(String text) {
    return text.chars().allMatch(c -> isLetterOrDigit(c) || c == ' ' || c == '.' || c == '/');
  }

  /** Whether there is a Chinese character. */
  static boolean hasChinese(String text) {
    return text.chars().anyMatch(c -> c >= 0x3400 && c <= 0x9FFF);
  }

  private static boolean isUsual(int c) {
    if (c < 0x80) {
      return isLetterOrDigit(c) || USUAL_SIGNS.indexOf(c) >= 0;
    }
    return USUAL_SIGNS.indexOf(c) >= 0 || VIETNAMESE_LATIN_1.indexOf(c) >= 0 || isOtherScript(c);
  }

  private static boolean isLetterOrDigit(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** Scripts of the languages of Vietnam and its neighbours, marks, and pictures. */
  private static boolean isOtherScript(int c) {
    return Character.isDefined(c)
        && (c >= 0x1EA0 && c <= 0x1EF9
            || c >= 0x0100 && c <= 0x024F
            || c >= 0x0300 && c <= 0x036F
            || c >= 0x1780 && c <= 0x17FF
            || c >= 0x0E00 && c <= 0x0EFF
            || c >= 0xAA00 && c <= 0xAADF
            || c >= 0x3000 && c <= 0x30FF
            || c >= 0xFF00 && c <= 0xFFEF
            || c >= 0x4E00 && c <= 0x9FFF
            || c >= 0xAC00 && c <= 0xD7A3
            || c >= 0x2190 && c <= 0x2BFF
            || c >= 0x200B && c <= 0x200D
            || c >= 0xFE00 && c <= 0xFE0F
            || c >= 0x1F000 && c <= 0x1FAFF);
  }
}
