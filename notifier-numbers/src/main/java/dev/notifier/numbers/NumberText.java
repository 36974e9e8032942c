package dev.notifier.numbers;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Rewrites a text with digits of any script and invisible characters in plain characters. */
final class NumberText {
  /**
   * Default_Ignorable_Code_Point in Unicode 16 (DerivedCoreProperties.txt) without {@link #FILLER}:
   * direction marks, joiners, variation selectors, reserved code points.
   */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\u00AD\\u034F\\u061C\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E"
              + "\\u2060-\\u206F\\uFE00-\\uFE0F\\uFEFF\\uFFF0-\\uFFF8\\x{1BCA0}-\\x{1BCA3}"
              + "\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]");

  /** They look like a blank but are symbols or letters of Unicode: braille and Hangul. */
  private static final Pattern FILLER = Pattern.compile("[\\u115F\\u1160\\u2800\\u3164\\uFFA0]");

  private static final Pattern LINE_END = Pattern.compile("[\\u0085\\u2028\\u2029]");
  private static final Pattern QUOTE =
      Pattern.compile("[\\u2018-\\u201F\\u00AB\\u00BB\\u0060\\u00B4]");

  private NumberText() {}

  /**
   * Returns the text with ASCII digits, signs, quotes and blanks. Superscript, circled and Roman
   * numbers stay: they are footnotes and list numbers, not digits of a phone number.
   */
  static String plain(String raw) {
    String visible = INVISIBLE.matcher(raw).replaceAll("");
    String spaced = LINE_END.matcher(FILLER.matcher(visible).replaceAll(" ")).replaceAll("\n");
    String quoted = QUOTE.matcher(spaced).replaceAll("\"");
    StringBuilder out = new StringBuilder(quoted.length());
    int c;
    for (int i = 0; i < quoted.length(); i += Character.charCount(c)) {
      c = quoted.codePointAt(i);
      switch (Character.getType(c)) {
        case Character.DECIMAL_DIGIT_NUMBER -> out.append(Character.digit(c, 10));
        case Character.OTHER_NUMBER, Character.LETTER_NUMBER -> out.appendCodePoint(c);
        default -> out.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
      }
    }
    return Normalizer.normalize(out, Normalizer.Form.NFC);
  }
}
