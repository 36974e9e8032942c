package dev.notifier.templates.vietnamese;

import java.util.Optional;

/**
 * An encoding that a text was written in before somebody read it wrongly: what people on a phone
 * would see is garbage. A right text of any language is none of them.
 */
public enum LegacyEncoding {
  UTF8_AS_1252("UTF-8 that was read as Windows-1252"),
  WINDOWS_1258("Windows-1258 (Vietnamese)"),
  TCVN3("TCVN3 (ABC fonts, .VnTime)"),
  VNI("VNI-Windows (VNI fonts)"),
  VIQR("VIQR (marks typed as ASCII signs)");

  private final String title;

  LegacyEncoding(String title) {
    this.title = title;
  }

  /** For people: {@code TCVN3 (ABC fonts, .VnTime)}. */
  public String title() {
    return title;
  }

  /**
   * The encoding that the text was very likely written in, or empty for a right text. Meant for a
   * free-text field as it came in, before anything is swapped; costs about a look at each word.
   */
  public static Optional<LegacyEncoding> detect(String text) {
    if (isAscii(text)) {
      return LegacyEncodingDetector.holdsViqr(text) ? Optional.of(VIQR) : Optional.empty();
    }
    // What was read as Windows-1252 holds no letter from beyond it; right Vietnamese nearly always.
    if (!Windows1252Text.holds(text)) {
      return Optional.empty();
    }
    if (Windows1252Text.holdsUtf8(text)) {
      return Optional.of(UTF8_AS_1252);
    }
    return LegacyEncodingDetector.likeliest(text);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
