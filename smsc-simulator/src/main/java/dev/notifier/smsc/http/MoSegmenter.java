package dev.notifier.smsc.http;

import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.ShortMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text as a handset would send it: one segment, or several with a user data header of an 8-bit
 * reference (3GPP TS 23.040, 9.2.3.24.1). In the alphabet of the centre if it can, else UCS-2.
 */
final class MoSegmenter {
  private static final int UDHI = 0x40;
  private static final int UCS2 = 8;
  private static final int HEADER_OCTETS = 6;
  private static final int MAX_PARTS = 255;
  private static final byte ESCAPE = 0x1B;

  private MoSegmenter() {}

  static List<ShortMessage> of(
      Address from, Address to, String text, Alphabet alphabet, int reference) {
    byte[] units = alphabet.encode(text);
    boolean wide = units.length == 0;
    List<byte[]> parts =
        wide ? parts(text.getBytes(StandardCharsets.UTF_16BE), 140, 134) : parts(units, 160, 153);
    if (parts.size() > MAX_PARTS) {
      throw new IllegalArgumentException("text needs more than 255 parts: shorten it");
    }
    Alphabet packing = wide ? Alphabet.ASCII : alphabet;
    List<ShortMessage> segments = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      byte[] octets =
          parts.size() == 1
              ? packing.travelling(parts.get(i), 0)
              : joined(
                  new byte[] {5, 0, 3, (byte) reference, (byte) parts.size(), (byte) (i + 1)},
                  packing.travelling(parts.get(i), HEADER_OCTETS));
      int esmClass = parts.size() == 1 ? 0 : UDHI;
      segments.add(new ShortMessage(from, to, esmClass, 0, wide ? UCS2 : 0, 0, octets));
    }
    return segments;
  }

  /** Cuts neither an escape sequence nor a surrogate pair in two. */
  private static List<byte[]> parts(byte[] units, int alone, int each) {
    if (units.length <= alone) {
      return List.of(units);
    }
    boolean wide = alone == 140;
    List<byte[]> parts = new ArrayList<>();
    int at = 0;
    while (at < units.length) {
      int end = Math.min(at + each, units.length);
      if (end < units.length && isMidPair(units, end, wide)) {
        end -= wide ? 2 : 1;
      }
      parts.add(Arrays.copyOfRange(units, at, end));
      at = end;
    }
    return parts;
  }

  private static boolean isMidPair(byte[] units, int end, boolean wide) {
    return wide
        ? Character.isHighSurrogate((char) ((units[end - 2] & 0xFF) << 8 | (units[end - 1] & 0xFF)))
        : units[end - 1] == ESCAPE;
  }

  private static byte[] joined(byte[] header, byte[] rest) {
    byte[] all = Arrays.copyOf(header, header.length + rest.length);
    System.arraycopy(rest, 0, all, header.length, rest.length);
    return all;
  }
}
