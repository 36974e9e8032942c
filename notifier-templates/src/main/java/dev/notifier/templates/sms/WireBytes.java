package dev.notifier.templates.sms;

import java.nio.charset.StandardCharsets;

/** Encodes texts as the bytes that SMPP carries. */
public final class WireBytes {
  private static final int NO_HEADER = 0;

  private WireBytes() {}

  /**
   * Encodes a text that fits into a single segment, without a header.
   *
   * @throws IllegalArgumentException if it is too long for one segment or not in the encoding
   */
  public static byte[] encodeSingle(Encoding encoding, String text) {
    requireFit(encoding, text, airEncoding(encoding).unitsInSingleSegment());
    return encodeBody(encoding, text, NO_HEADER);
  }

  /**
   * Encodes one of several segments. With UDH8 and UDH16 the header precedes the text, and the
   * caller sets the header indicator of esm_class (0x40); with SAR there is only the text, which
   * leaves space for the SMSC's header.
   *
   * @param encoding of the whole message
   * @param segmentText one of {@link SegmentedText#segments()}
   * @param concatenation UDH8, UDH16 or SAR
   * @param reference the same for all segments of a message; only its low 8 or 16 bits count
   * @param segment from 1
   * @param total the number of segments of the message
   * @throws IllegalArgumentException if the segment is too long or not in the encoding
   */
  public static byte[] encodeSegment(
      Encoding encoding,
      String segmentText,
      Concatenation concatenation,
      int reference,
      int segment,
      int total) {
    requireFit(encoding, segmentText, airEncoding(encoding).unitsPerSegment(concatenation));
    if (concatenation == Concatenation.SAR) {
      return encodeBody(encoding, segmentText, NO_HEADER);
    }
    byte[] header = UserDataHeader.concatenation(concatenation, reference, segment, total);
    byte[] encodeBody = encodeBody(encoding, segmentText, header.length);
    byte[] message = new byte[header.length + encodeBody.length];
    System.arraycopy(header, 0, message, 0, header.length);
    System.arraycopy(encodeBody, 0, message, header.length, encodeBody.length);
    return message;
  }

  /**
   * Encodes a whole message for message_payload; the SMSC splits it.
   *
   * @throws IllegalArgumentException if it is not in the encoding
   */
  public static byte[] encodePayload(Encoding encoding, String text) {
    return encodeBody(encoding, text, NO_HEADER);
  }

  /** Whether a segment fits; a text split for one concatenation may not fit with another. */
  public static boolean fitsSegment(
      Encoding encoding, String segmentText, Concatenation concatenation) {
    return encoding.units(segmentText) <= airEncoding(encoding).unitsPerSegment(concatenation);
  }

  /** Whether the text fits into a single segment. */
  public static boolean fitsSingleSegment(Encoding encoding, String text) {
    return encoding.units(text) <= airEncoding(encoding).unitsInSingleSegment();
  }

  /** Text that is not UCS-2 is septets on the air, in whichever alphabet the carrier accepts it. */
  private static Encoding airEncoding(Encoding encoding) {
    return encoding == Encoding.UCS2 ? Encoding.UCS2 : Encoding.GSM7;
  }

  private static void requireFit(Encoding encoding, String text, int max) {
    int units = encoding.units(text);
    if (units > max) {
      throw new IllegalArgumentException(
          "the segment has "
              + units
              + " units, at most "
              + max
              + " fit; split the text with Segmenter");
    }
  }

  private static byte[] encodeBody(Encoding encoding, String text, int headerBytes) {
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
