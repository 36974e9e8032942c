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
    return text.chars().anyMatch(c -> isIn(c, 0x3400, 0x9FFF));
  }

  private static boolean isUsual(int c) {
    if (c < 0x80) {
      return isLetterOrDigit(c) || USUAL_SIGNS.indexOf(c) >= 0;
    }
    return USUAL_SIGNS.indexOf(c) >= 0 || VIETNAMESE_LATIN_1.indexOf(c) >= 0 || isOtherScript(c);
  }

  private static boolean isLetterOrDigit(int c) {
    return isIn(c, 'a', 'z') || isIn(c, 'A', 'Z') || isIn(c, '0', '9');
  }

  /** Scripts of the languages of Vietnam and its neighbours, marks, and pictures. */
  private static boolean isOtherScript(int c) {
    return Character.isDefined(c)
        && (isIn(c, 0x1EA0, 0x1EF9)
            || isIn(c, 0x0100, 0x024F)
            || isIn(c, 0x0300, 0x036F)
            || isIn(c, 0x1780, 0x17FF)
            || isIn(c, 0x0E00, 0x0EFF)
            || isIn(c, 0xAA00, 0xAADF)
            || isIn(c, 0x3000, 0x30FF)
            || isIn(c, 0xFF00, 0xFFEF)
            || isIn(c, 0x4E00, 0x9FFF)
            || isIn(c, 0xAC00, 0xD7A3)
            || isIn(c, 0x2190, 0x2BFF)
            || isIn(c, 0x200B, 0x200D)
            || isIn(c, 0xFE00, 0xFE0F)
            || isIn(c, 0x1F000, 0x1FAFF));
  }

  private static boolean isIn(int c, int first, int last) {
    return c >= first && c <= last;
  }
}
