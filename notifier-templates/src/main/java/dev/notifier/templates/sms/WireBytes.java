package dev.notifier.templates.sms;

import java.nio.charset.StandardCharsets;

/** The octets of a text in SMPP. */
public final class WireBytes {
  private static final int NO_HEADER = 0;

  private WireBytes() {}

  /**
   * A text that is a message of its own, without a header.
   *
   * @throws IllegalArgumentException if it is too long for one segment or not in the encoding
   */
  public static byte[] encodeSingle(Encoding encoding, String text) {
    requireRoom(encoding, text, onAir(encoding).unitsInSingleSegment());
    return body(encoding, text, NO_HEADER);
  }

  /**
   * One part of several. With UDH8 and UDH16 the header stands before the body, and the caller sets
   * the header indicator of esm_class (0x40); with SAR there is the body alone, for a segment that
   * the centre's header fits into.
   *
   * @param encoding of the whole message
   * @param segmentText one of {@link SegmentedText#segments()}
   * @param concatenation UDH8, UDH16 or SAR
   * @param reference the same for all parts of a message; only its low 8 or 16 bits count
   * @param segment from 1
   * @param of how many parts the message has
   * @throws IllegalArgumentException if the part is too long for one segment or not in the encoding
   */
  public static byte[] encodeSegment(
      Encoding encoding,
      String segmentText,
      Concatenation concatenation,
      int reference,
      int segment,
      int of) {
    requireRoom(encoding, segmentText, onAir(encoding).unitsPerSegment(concatenation));
    if (concatenation == Concatenation.SAR) {
      return body(encoding, segmentText, NO_HEADER);
    }
    byte[] header = UserDataHeader.concatenation(concatenation, reference, segment, of);
    byte[] body = body(encoding, segmentText, header.length);
    byte[] message = new byte[header.length + body.length];
    System.arraycopy(header, 0, message, 0, header.length);
    System.arraycopy(body, 0, message, header.length, body.length);
    return message;
  }

  /**
   * A whole message for message_payload; the centre cuts it.
   *
   * @throws IllegalArgumentException if it is not in the encoding
   */
  public static byte[] encodePayload(Encoding encoding, String text) {
    return body(encoding, text, NO_HEADER);
  }

  /** Whether a part has room; a text cut for one concatenation may not have it with another. */
  public static boolean fitsSegment(
      Encoding encoding, String segmentText, Concatenation concatenation) {
    return encoding.units(segmentText) <= onAir(encoding).unitsPerSegment(concatenation);
  }

  /** Whether the text has room in a single segment. */
  public static boolean fitsSingleSegment(Encoding encoding, String text) {
    return encoding.units(text) <= onAir(encoding).unitsInSingleSegment();
  }

  /** Whatever alphabet the carrier takes, what is not UCS-2 is septets on the air. */
  private static Encoding onAir(Encoding encoding) {
    return encoding == Encoding.UCS2 ? Encoding.UCS2 : Encoding.GSM7;
  }

  private static void requireRoom(Encoding encoding, String text, int max) {
    int units = encoding.units(text);
    if (units > max) {
      throw new IllegalArgumentException(
          "a part of " + units + " units, at most " + max + " fit; cut the text with Segmenter");
    }
  }

  private static byte[] body(Encoding encoding, String text, int headerBytes) {
    if (!encoding.canEncode(text)) {
      throw new IllegalArgumentException(
          "a character is not in " + encoding + "; use UCS2 for this text");
    }
    return switch (encoding) {
      case GSM7 -> Gsm7Alphabet.encode(text);
      case GSM7_PACKED -> Gsm7Packing.pack(Gsm7Alphabet.encode(text), headerBytes);
      case ASCII -> text.getBytes(StandardCharsets.US_ASCII);
      case LATIN1 -> text.getBytes(StandardCharsets.ISO_8859_1);
      case UCS2 -> text.getBytes(StandardCharsets.UTF_16BE);
    };
  }
}
