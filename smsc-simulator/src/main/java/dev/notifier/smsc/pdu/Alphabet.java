package dev.notifier.smsc.pdu;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What data_coding 0 means to a message centre: SMPP leaves it open. */
public enum Alphabet {
  /** The GSM 7-bit alphabet, one septet an octet. */
  @JsonProperty("gsm7")
  GSM7,
  /** The GSM 7-bit alphabet, eight septets in seven octets. */
  @JsonProperty("gsm7-packed")
  GSM7_PACKED,
  @JsonProperty("latin1")
  LATIN1,
  @JsonProperty("ascii")
  ASCII;

  /** The text of octets that follow {@code headerOctets} of user data header. */
  public String decode(byte[] octets, int headerOctets) {
    return switch (this) {
      case GSM7 -> Gsm7.decode(octets);
      case GSM7_PACKED -> Gsm7.decode(Septets.unpack(octets, headerOctets));
      case LATIN1 -> new String(octets, StandardCharsets.ISO_8859_1);
      case ASCII -> new String(octets, StandardCharsets.US_ASCII);
    };
  }

  /**
   * A text in this alphabet one unit an octet, not packed, or an empty array when it has other
   * characters.
   */
  public byte[] encode(String text) {
    return switch (this) {
      case GSM7, GSM7_PACKED -> Gsm7.encode(text);
      case LATIN1 -> encode(text, StandardCharsets.ISO_8859_1);
      case ASCII -> encode(text, StandardCharsets.US_ASCII);
    };
  }

  /** Units as they travel after {@code headerOctets} of user data header. */
  public byte[] travelling(byte[] units, int headerOctets) {
    return this == GSM7_PACKED ? Septets.pack(units, headerOctets) : units;
  }

  private static byte[] encode(String text, Charset charset) {
    return charset.newEncoder().canEncode(text) ? text.getBytes(charset) : new byte[0];
  }
}
