package dev.notifier.smsc.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes the text of a message by its data_coding, without the user data header. */
public final class MessageText {
  private static final int UCS2 = 8;

  private MessageText() {}

  /** Returns the text as a handset shows it. Binary data becomes a short note in brackets. */
  public static String of(ShortMessage message, Alphabet defaultAlphabet) {
    byte[] bytes = message.message();
    int start = 0;
    if (message.hasUserDataHeader() && bytes.length > 0) {
      start = Math.min(bytes.length, 1 + (bytes[0] & 0xFF));
    }
    byte[] text = start == 0 ? bytes : Arrays.copyOfRange(bytes, start, bytes.length);
    int coding = message.dataCoding();
    if ((coding & 0xF0) == 0xF0) {
      coding = (coding & 4) == 0 ? 0 : 4;
    }
    return switch (coding) {
      case 0 -> defaultAlphabet.decode(text, start);
      case 1 -> new String(text, StandardCharsets.US_ASCII);
      case 3 -> new String(text, StandardCharsets.ISO_8859_1);
      case UCS2 -> new String(text, StandardCharsets.UTF_16BE);
      default -> "[" + text.length + " bytes of data]";
    };
  }
}
