package dev.notifier.worker.smpp;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reading position in a PDU that never runs past the end: what is missing reads as nothing. One
 * thread.
 */
final class ByteReader {
  private static final int MAX_TLVS = 64;
  private static final int TLV_HEADER_OCTETS = 4;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] pdu;
  private int at;

  ByteReader(byte[] pdu, int at) {
    this.pdu = pdu;
    this.at = at;
  }

  int remaining() {
    return pdu.length - at;
  }

  int octet() {
    return at < pdu.length ? pdu[at++] & 0xFF : 0;
  }

  int twoOctets() {
    return octet() << 8 | octet();
  }

  byte[] octets(int length) {
    int taken = Math.min(length, remaining());
    byte[] result = new byte[taken];
    System.arraycopy(pdu, at, result, 0, taken);
    at += taken;
    return result;
  }

  /** Up to the next NUL or the end; octets above 0x7F are read as ISO 8859-1 and never refused. */
  String cString() {
    int start = at;
    while (at < pdu.length && pdu[at] != 0) {
      at++;
    }
    String value = new String(pdu, start, at - start, StandardCharsets.ISO_8859_1);
    at = Math.min(at + 1, pdu.length);
    return value;
  }

  /**
   * The optional parameters up to the end, by tag in four upper-case hex digits (SMPP v3.4, 5.3.1).
   * At most {@value #MAX_TLVS} of them; octets that are left over make none.
   */
  Map<String, byte[]> tlvs() {
    Map<String, byte[]> tlvs = new LinkedHashMap<>();
    while (remaining() >= TLV_HEADER_OCTETS && tlvs.size() < MAX_TLVS) {
      String tag = HEX.toHexDigits((short) twoOctets());
      tlvs.put(tag, octets(twoOctets()));
    }
    return tlvs;
  }
}
