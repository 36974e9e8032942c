package dev.notifier.templates.vietnamese;

/** Texts that were read as Windows-1252, or as ISO 8859-1. */
final class Windows1252Text {
  // 0x80 to 0x9F; what Windows-1252 leaves open is read as the control character.
  private static final String HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
  private static final int HIGH_START = 0x80;

  // Signs that may well stand behind a capital with a mark, as in “ĐÃ”.
  private static final String PLAUSIBLE = "\u00A0”’“‘–—…»";
  private static final int PLAUSIBLE_ENOUGH = 3;
  private static final int SURE = 3;

  private Windows1252Text() {}

  static boolean holds(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Signs from elsewhere say nothing: somebody may have put them in later.
      if (octet(c) < 0 && (Character.isLetter(c) || isMark(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMark(char c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** Whether sequences of it are UTF-8 of Vietnamese or Khmer letters, or of typographic signs. */
  static boolean holdsUtf8(String text) {
    int signs = 0;
    for (int i = 0; i + 1 < text.length(); i++) {
      signs += weight(text, i);
    }
    return signs >= SURE;
  }

  private static int weight(String text, int at) {
    int lead = octet(text.charAt(at));
    int next = octet(text.charAt(at + 1));
    if (next < 0x80 || next > 0xBF) {
      return 0;
    }
    if (lead >= 0xC3 && lead <= 0xC6) {
      int c = (lead & 0x1F) << 6 | (next & 0x3F);
      return isVietnamese((char) c) ? sureness(text.charAt(at + 1)) : 0;
    }
    if (at + 2 >= text.length()) {
      return 0;
    }
    int last = octet(text.charAt(at + 2));
    boolean three = last >= 0x80 && last <= 0xBF;
    if (lead == 0xE2) {
      // “ ” – … ₫
      return three && (next == 0x80 || next == 0x82) ? SURE : 0;
    }
    if (lead == 0xE1 && next == 0xBA) {
      return SURE;
    }
    // á» is also the end of «quá».
    boolean vietnamese = lead == 0xE1 && next == 0xBB;
    boolean khmer = lead == 0xE1 && (next == 0x9E || next == 0x9F);
    return three && (vietnamese || khmer) ? sureness(text.charAt(at + 2)) : 0;
  }

  private static int sureness(char trail) {
    return PLAUSIBLE.indexOf(trail) < 0 ? SURE : SURE / PLAUSIBLE_ENOUGH;
  }

  private static boolean isVietnamese(char c) {
    return "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư".indexOf(c) >= 0;
  }

  private static int octet(char c) {
    if (c < 0x100) {
      return c;
    }
    int at = HIGH.indexOf(c);
    return at < 0 ? -1 : HIGH_START + at;
  }
}
