package dev.notifier.replies.language;

import java.lang.Character.UnicodeScript;
import org.jspecify.annotations.Nullable;

/** Languages that their script shows. */
final class Scripts {
  static final String KHMER = "km";
  static final String UNDETERMINED = "und";

  private Scripts() {}

  /**
   * Returns the language of the script that most letters have; null if it is Latin or there are
   * none.
   */
  static @Nullable String languageOf(String text) {
    int latin = 0;
    int khmer = 0;
    int other = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        latin += Character.isLetter(c) ? 1 : 0;
        continue;
      }
      if (!Character.isLetter(c)) {
        continue;
      }
      switch (UnicodeScript.of(c)) {
        case LATIN -> latin++;
        case KHMER -> khmer++;
        default -> other++;
      }
    }
    // Loans such as BHYT are Latin in every text.
    if (khmer > 2 && khmer * 2 >= latin && khmer >= other) {
      return KHMER;
    }
    return other > 0 && other * 2 >= latin ? UNDETERMINED : null;
  }
}
