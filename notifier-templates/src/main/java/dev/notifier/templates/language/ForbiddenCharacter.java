package dev.notifier.templates.language;

import dev.notifier.templates.language.diagnostic.CodePointName;
import java.nio.charset.Charset;

/** Advises on characters that no text may contain. */
final class ForbiddenCharacter {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int FIRST_C1 = 0x80;
  private static final int LAST_C1 = 0x9F;
  private static final char UNDEFINED = '\uFFFD';

  private ForbiddenCharacter() {}

  /**
   * Names the character and says what to write instead. A control character from 80 to 9F is nearly
   * always a quotation mark or dash of Windows-1252 that a program has not converted.
   */
  static String advice(int c) {
    String name = CodePointName.of(c);
    if (c >= FIRST_C1 && c <= LAST_C1) {
      char meant = new String(new byte[] {(byte) c}, WINDOWS).charAt(0);
      if (meant != UNDEFINED && !Character.isISOControl(meant)) {
        return "remove the character " + name + "; it was probably " + meant + " in Windows-1252";
      }
    }
    return switch (Character.getType(c)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          "replace the character " + name + " by a line break";
      case Character.PRIVATE_USE ->
          "remove the character " + name + ", which a symbol font shows as another one";
      default -> "remove the character " + name;
    };
  }
}
