package dev.notifier.templates.sms;

import java.nio.charset.StandardCharsets;

/** The octets of SMPP's short_message. */
public final class WireText {
  private WireText() {}

  /**
   * Header, where the message has several parts, and body: GSM-7 as one octet per septet, UCS-2 as
   * UTF-16 big-endian. The caller sets data_coding to {@link Encoding#dataCoding()} and the header
   * indicator of esm_class (0x40) when {@code of} is above 1.
   *
   * @param encoding of the whole message
   * @param partText one of {@link Segments#parts()}
   * @param reference the same for all parts of a message; only its low 8 bits count
   * @param part from 1
   * @param of how many parts the message has
   * @throws IllegalArgumentException if the part is too long for one segment or not in the encoding
   */
  public static byte[] shortMessage(
      Encoding encoding, String partText, int reference, int part, int of) {
    int max = of > 1 ? encoding.unitsPerPart() : encoding.unitsAlone();
    int units = encoding.units(partText);
    if (units > max) {
      throw new IllegalArgumentException(
          "a part of " + units + " units, at most " + max + " fit; cut the text with Segmenter");
    }
    byte[] body = body(encoding, partText);
    if (of == 1) {
      return body;
    }
    byte[] header = UserDataHeader.concatenation(reference, part, of);
    byte[] message = new byte[header.length + body.length];
    System.arraycopy(header, 0, message, 0, header.length);
    System.arraycopy(body, 0, message, header.length, body.length);
    return message;
  }

  private static byte[] body(Encoding encoding, String text) {
    return encoding == Encoding.GSM7 ? Gsm7.encode(text) : text.getBytes(StandardCharsets.UTF_16BE);
  }
}
