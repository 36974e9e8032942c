package dev.notifier.worker.receipt;

import java.nio.charset.StandardCharsets;

/** Decodes the texts of receipts and cleans those of all deliver_sm. Never throws. */
public final class DeliverSmText {
  private static final int UCS2 = 8;
  private static final char ESCAPE = 0x1B;
  private static final char FIRST_CONTROL_AFTER_ASCII = 0x7F;

  private DeliverSmText() {}

  /** Decodes a receipt. SMSCs write it in UCS-2 or, whatever data_coding says, in ASCII. */
  static String decodeReceipt(byte[] bytes, int dataCoding) {
    return new String(
        bytes, dataCoding == UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
  }

  /** Removes control characters and unpaired surrogates, which PostgreSQL may reject. */
  public static String singleLine(String text) {
    return clean(text, false);
  }

  /** Removes the same characters as {@link #singleLine}, except line breaks. */
  public static String multiLine(String text) {
    return clean(text, true);
  }

  /**
   * Replaces the control characters that are {@code _ $ ^ { } \\ [ ~ ] | €} in GSM 03.38: some
   * SMSCs convert ids from ASCII to that alphabet. NUL, which would be {@code @}, ends a string.
   */
  static String withGsm7Signs(String text) {
    if (text.indexOf('\u0011') < 0 && text.indexOf('\u0002') < 0 && text.indexOf(ESCAPE) < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char extended = c == ESCAPE && i + 1 < text.length() ? extension(text.charAt(i + 1)) : 0;
      if (extended != 0) {
        decoded.append(extended);
        i++;
      } else {
        decoded.append(c == '\u0011' ? '_' : c == '\u0002' ? '$' : c);
      }
    }
    return decoded.toString();
  }

  /** The character of a code after the escape of GSM 03.38; 0 if it has none that is printed. */
  static char extension(int code) {
    return switch (code) {
      case 0x14 -> '^';
      case 0x28 -> '{';
      case 0x29 -> '}';
      case 0x2F -> '\\';
      case 0x3C -> '[';
      case 0x3D -> '~';
      case 0x3E -> ']';
      case 0x40 -> '|';
      case 0x65 -> '€';
      default -> 0;
    };
  }

  private static String clean(String text, boolean keepLineBreaks) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c ->
            (keepLineBreaks && (c == '\n' || c == '\r'))
                || !(Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= FIRST_CONTROL_AFTER_ASCII) {
        return false;
      }
    }
    return true;
  }
}
