package dev.notifier.smsc.pdu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits the text of an inbound message as a handset does: one segment, or several with a user data
 * header and an 8-bit reference (3GPP TS 23.040, 9.2.3.24.1). Uses the alphabet of the SMSC if it
 * has all characters, otherwise UCS-2.
 */
public final class MoSegmenter {
  private static final int UDHI = 0x40;
  private static final int UCS2 = 8;
  private static final int HEADER_BYTES = 6;
  private static final int MAX_SEGMENTS = 255;
  private static final byte ESCAPE = 0x1B;

  private MoSegmenter() {}

  /**
   * Returns the segments of a text.
   *
   * @param reference the concatenation reference; its lowest 8 bits count
   * @throws IllegalArgumentException if the text needs more than 255 segments
   */
  public static List<ShortMessage> of(
      Address from, Address to, String text, Alphabet alphabet, int reference) {
    byte[] encoded = alphabet.encode(text);
    boolean ucs2 = encoded.length == 0;
    List<byte[]> payloads =
        ucs2
            ? split(text.getBytes(StandardCharsets.UTF_16BE), 140, 134, /* ucs2= */ true)
            : split(encoded, 160, 153, /* ucs2= */ false);
    int total = payloads.size();
    if (total > MAX_SEGMENTS) {
      throw new IllegalArgumentException("text needs more than 255 segments; shorten it");
    }
    Alphabet packing = ucs2 ? Alphabet.ASCII : alphabet;
    List<ShortMessage> segments = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      byte[] header = {5, 0, 3, (byte) reference, (byte) total, (byte) (i + 1)};
      byte[] message =
          total == 1
              ? packing.toWire(payloads.get(i), 0)
              : concat(header, packing.toWire(payloads.get(i), HEADER_BYTES));
      int esmClass = total == 1 ? 0 : UDHI;
      segments.add(new ShortMessage(from, to, esmClass, 0, ucs2 ? UCS2 : 0, 0, message));
    }
    return segments;
  }

  /** Splits so that escape sequences and surrogate pairs stay together. */
  private static List<byte[]> split(byte[] units, int maxSingle, int maxEach, boolean ucs2) {
    if (units.length <= maxSingle) {
      return List.of(units);
    }
    List<byte[]> payloads = new ArrayList<>();
    int start = 0;
    while (start < units.length) {
      int end = Math.min(start + maxEach, units.length);
      if (end < units.length && splitsPair(units, end, ucs2)) {
        end -= ucs2 ? 2 : 1;
      }
      payloads.add(Arrays.copyOfRange(units, start, end));
      start = end;
    }
    return payloads;
  }

  private static boolean splitsPair(byte[] units, int end, boolean ucs2) {
    return ucs2
        ? Character.isHighSurrogate((char) ((units[end - 2] & 0xFF) << 8 | (units[end - 1] & 0xFF)))
        : units[end - 1] == ESCAPE;
  }

  private static byte[] concat(byte[] header, byte[] rest) {
    byte[] all = Arrays.copyOf(header, header.length + rest.length);
    System.arraycopy(rest, 0, all, header.length, rest.length);
    return all;
  }
}
