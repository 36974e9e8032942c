package dev.notifier.smsc.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of a message by its data_coding, without the user data header. */
public final class MessageText {
  private static final int UCS2 = 8;

  private MessageText() {}

  /**
   * The text as a handset would show it; octets that are no text become a short note in brackets.
   */
  public static String of(ShortMessage message, Alphabet ofDataCoding0) {
    byte[] octets = message.message();
    int start = 0;
    if (message.hasHeader() && octets.length > 0) {
      start = Math.min(octets.length, 1 + (octets[0] & 0xFF));
    }
    byte[] text = start == 0 ? octets : Arrays.copyOfRange(octets, start, octets.length);
    int coding = message.dataCoding();
    if ((coding & 0xF0) == 0xF0) {
      coding = (coding & 4) == 0 ? 0 : 4;
    }
    return switch (coding) {
      case 0 -> ofDataCoding0.decode(text, start);
      case 1 -> new String(text, StandardCharsets.US_ASCII);
      case 3 -> new String(text, StandardCharsets.ISO_8859_1);
      case UCS2 -> new String(text, StandardCharsets.UTF_16BE);
      default -> "[" + text.length + " octets of data]";
    };
  }
}
