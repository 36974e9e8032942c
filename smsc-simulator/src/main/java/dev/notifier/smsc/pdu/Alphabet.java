package dev.notifier.smsc.pdu;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The alphabet that an SMSC uses for data_coding 0. SMPP leaves the choice to the SMSC. */
public enum Alphabet {
  /** GSM 7-bit, one septet in each byte. */
  @JsonProperty("gsm7")
  GSM7,
  /** GSM 7-bit, eight septets packed into seven bytes. */
  @JsonProperty("gsm7-packed")
  GSM7_PACKED,
  @JsonProperty("latin1")
  LATIN1,
  @JsonProperty("ascii")
  ASCII;

  /** Decodes bytes that follow a user data header of {@code headerBytes}. */
  public String decode(byte[] bytes, int headerBytes) {
    return switch (this) {
      case GSM7 -> Gsm7.decode(bytes);
      case GSM7_PACKED -> Gsm7.decode(Septets.unpack(bytes, headerBytes));
      case LATIN1 -> new String(bytes, StandardCharsets.ISO_8859_1);
      case ASCII -> new String(bytes, StandardCharsets.US_ASCII);
    };
  }

  /**
   * Encodes a text, one unit in each byte, not packed. Returns an empty array when a character is
   * not in this alphabet.
   */
  public byte[] encode(String text) {
    return switch (this) {
      case GSM7, GSM7_PACKED -> Gsm7.encode(text);
      case LATIN1 -> encode(text, StandardCharsets.ISO_8859_1);
      case ASCII -> encode(text, StandardCharsets.US_ASCII);
    };
  }

  /**
   * Converts unpacked units to the form on the wire, after a user data header of {@code
   * headerBytes}.
   */
  public byte[] toWire(byte[] units, int headerBytes) {
    return this == GSM7_PACKED ? Septets.pack(units, headerBytes) : units;
  }

  private static byte[] encode(String text, Charset charset) {
    return charset.newEncoder().canEncode(text) ? text.getBytes(charset) : new byte[0];
  }
}
