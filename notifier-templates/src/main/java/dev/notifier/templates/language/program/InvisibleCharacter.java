package dev.notifier.templates.language.program;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Characters that show nothing. Contact lists, spreadsheets and web pages leave them in values.
 *
 * @see <a href="https://www.unicode.org/reports/tr44/">Unicode Standard Annex 44, properties
 *     White_Space and Default_Ignorable_Code_Point</a>
 */
final class InvisibleCharacter {
  private static final int ZERO_WIDTH_SPACE = 0x200B;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int BRAILLE_BLANK = 0x2800;
  private static final int NEXT_LINE = 0x85;
  private static final int FIRST_IGNORABLE = 0xAD;

  /**
   * Default_Ignorable_Code_Point in Unicode 16, DerivedCoreProperties.txt: the first and last code
   * point of each range, in order. Java has no such property.
   */
  private static final int[] IGNORABLE = {
    0x00AD, 0x00AD, 0x034F, 0x034F, 0x061C, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F,
    0x200B, 0x200F, 0x202A, 0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF,
    0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF,
  };

  /** Between their letters, joiners change the shape of words, and zero-width spaces end words. */
  private static final Set<UnicodeScript> SCRIPTS_WITH_JOINERS =
      EnumSet.of(
          UnicodeScript.KHMER,
          UnicodeScript.CHAM,
          UnicodeScript.TAI_VIET,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.MYANMAR,
          UnicodeScript.TAI_THAM,
          UnicodeScript.TAI_LE,
          UnicodeScript.NEW_TAI_LUE,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.BENGALI,
          UnicodeScript.TAMIL,
          UnicodeScript.ARABIC);

  private InvisibleCharacter() {}

  /**
   * White_Space: blanks of any width, tabs and line breaks; and the braille pattern without dots.
   */
  static boolean isBlank(int c) {
    return (c >= '\t' && c <= '\r')
        || c == NEXT_LINE
        || c == BRAILLE_BLANK
        || Character.isSpaceChar(c);
  }

  /** Default_Ignorable_Code_Point: direction marks, joiners, variation selectors, fillers. */
  static boolean isIgnorable(int c) {
    if (c < FIRST_IGNORABLE) {
      return false;
    }
    for (int i = 0; i < IGNORABLE.length && c >= IGNORABLE[i]; i += 2) {
      if (c <= IGNORABLE[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /** Zero-width space, non-joiner and joiner. */
  static boolean isJoiner(int c) {
    return c >= ZERO_WIDTH_SPACE && c <= ZERO_WIDTH_JOINER;
  }

  /** Whether joiners next to it have a meaning. Latin letters and emoji need none. */
  static boolean usesJoiners(int c) {
    return SCRIPTS_WITH_JOINERS.contains(UnicodeScript.of(c));
  }
}
