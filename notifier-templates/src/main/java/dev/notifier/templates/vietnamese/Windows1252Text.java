package dev.notifier.templates.vietnamese;

/** Examines texts that were misread as Windows-1252 or ISO 8859-1. */
final class Windows1252Text {
  // 0x80 to 0x9F; codes that Windows-1252 does not define are read as control characters.
  private static final String HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
  private static final int HIGH_START = 0x80;

  // Characters that may follow a capital with a diacritic, as in “ĐÃ”.
  private static final String PLAUSIBLE = "\u00A0”’“‘–—…»";
  private static final int PLAUSIBLE_SEQUENCES = 3;
  private static final int CERTAIN = 3;

  private Windows1252Text() {}

  static boolean isPossible(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Other symbols are no evidence: they may have been added later.
      if (byteOf(c) < 0 && (Character.isLetter(c) || isMark(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMark(char c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /**
   * Whether it contains enough sequences that are UTF-8 of Vietnamese or Khmer letters, or of
   * typographic characters.
   */
  static boolean isMisreadUtf8(String text) {
    int weight = 0;
    for (int i = 0; i + 1 < text.length(); i++) {
      weight += weightAt(text, i);
    }
    return weight >= CERTAIN;
  }

  private static int weightAt(String text, int index) {
    int lead = byteOf(text.charAt(index));
    int next = byteOf(text.charAt(index + 1));
    if (next < 0x80 || next > 0xBF) {
      return 0;
    }
    if (lead >= 0xC3 && lead <= 0xC6) {
      int c = (lead & 0x1F) << 6 | (next & 0x3F);
      return isVietnamese((char) c) ? certainty(text.charAt(index + 1)) : 0;
    }
    if (index + 2 >= text.length()) {
      return 0;
    }
    int last = byteOf(text.charAt(index + 2));
    boolean threeBytes = last >= 0x80 && last <= 0xBF;
    if (lead == 0xE2) {
      // “ ” – … ₫
      return threeBytes && (next == 0x80 || next == 0x82) ? CERTAIN : 0;
    }
    if (lead == 0xE1 && next == 0xBA) {
      return CERTAIN;
    }
    // á» is also the end of «quá».
    boolean vietnamese = lead == 0xE1 && next == 0xBB;
    boolean khmer = lead == 0xE1 && (next == 0x9E || next == 0x9F);
    return threeBytes && (vietnamese || khmer) ? certainty(text.charAt(index + 2)) : 0;
  }

  private static int certainty(char trail) {
    return PLAUSIBLE.indexOf(trail) < 0 ? CERTAIN : CERTAIN / PLAUSIBLE_SEQUENCES;
  }

  private static boolean isVietnamese(char c) {
    return "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư".indexOf(c) >= 0;
  }

  private static int byteOf(char c) {
    if (c < 0x100) {
      return c;
    }
    int index = HIGH.indexOf(c);
    return index < 0 ? -1 : HIGH_START + index;
  }
}
