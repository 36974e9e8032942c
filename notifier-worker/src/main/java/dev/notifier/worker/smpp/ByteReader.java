package dev.notifier.worker.smpp;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the fields of a PDU and never runs past its end: missing bytes are read as zero. */
final class ByteReader {
  private static final int MAX_TLVS = 64;
  private static final int TLV_HEADER_BYTES = 4;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] pdu;
  private int position;

  ByteReader(byte[] pdu, int position) {
    this.pdu = pdu;
    this.position = position;
  }

  int remaining() {
    return pdu.length - position;
  }

  int readByte() {
    return position < pdu.length ? pdu[position++] & 0xFF : 0;
  }

  int readShort() {
    return readByte() << 8 | readByte();
  }

  byte[] readBytes(int length) {
    int available = Math.min(length, remaining());
    byte[] result = new byte[available];
    System.arraycopy(pdu, position, result, 0, available);
    position += available;
    return result;
  }

  /** Reads up to the next NUL or the end; any byte is accepted, as ISO 8859-1. */
  String readCString() {
    int start = position;
    while (position < pdu.length && pdu[position] != 0) {
      position++;
    }
    String value = new String(pdu, start, position - start, StandardCharsets.ISO_8859_1);
    position = Math.min(position + 1, pdu.length);
    return value;
  }

  /**
   * Reads the optional parameters up to the end, by tag in four upper-case hex digits (SMPP v3.4,
   * 5.3.1). Reads at most {@value #MAX_TLVS} of them and ignores a rest that is too short for one.
   */
  Map<String, byte[]> readTlvs() {
    Map<String, byte[]> tlvs = new LinkedHashMap<>();
    while (remaining() >= TLV_HEADER_BYTES && tlvs.size() < MAX_TLVS) {
      String tag = HEX.toHexDigits((short) readShort());
      tlvs.put(tag, readBytes(readShort()));
    }
    return tlvs;
  }
}
