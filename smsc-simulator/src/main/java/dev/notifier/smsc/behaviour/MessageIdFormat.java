package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.util.Locale;

/** The format of a message id in the submit_sm_resp and in the receipt. */
public enum MessageIdFormat {
  /** Upper-case hexadecimal in both. */
  @JsonProperty("plain")
  PLAIN(Notation.UPPER_HEX, Notation.UPPER_HEX),
  /** Lower-case hexadecimal in both. */
  @JsonProperty("hex")
  HEX(Notation.HEX, Notation.HEX),
  /** Upper-case hexadecimal after {@code A_}, in both. */
  @JsonProperty("underscore")
  UNDERSCORE(Notation.UNDERSCORE, Notation.UNDERSCORE),
  @JsonProperty("decimal")
  DECIMAL(Notation.DECIMAL, Notation.DECIMAL),
  @JsonProperty("hex-response-decimal-receipt")
  HEX_RESPONSE_DECIMAL_RECEIPT(Notation.HEX, Notation.DECIMAL),
  @JsonProperty("decimal-response-hex-receipt")
  DECIMAL_RESPONSE_HEX_RECEIPT(Notation.DECIMAL, Notation.HEX),
  @JsonProperty("uuid")
  UUID(Notation.UUID, Notation.UUID),
  /** Decimal, above 2^64. */
  @JsonProperty("big")
  BIG(Notation.BIG_DECIMAL, Notation.BIG_DECIMAL),
  /** Above 2^64, hexadecimal in the response, decimal in the receipt. */
  @JsonProperty("big-hex-response-decimal-receipt")
  BIG_HEX_RESPONSE_DECIMAL_RECEIPT(Notation.BIG_HEX, Notation.BIG_DECIMAL);

  private enum Notation {
    UPPER_HEX,
    HEX,
    UNDERSCORE,
    DECIMAL,
    UUID,
    BIG_DECIMAL,
    BIG_HEX;

    String format(long id) {
      return switch (this) {
        case UPPER_HEX -> Long.toHexString(id).toUpperCase(Locale.ROOT);
        case HEX -> Long.toHexString(id);
        case UNDERSCORE -> "A_" + Long.toHexString(id).toUpperCase(Locale.ROOT);
        case DECIMAL -> Long.toString(id);
        case UUID -> uuid(id);
        case BIG_DECIMAL -> big(id).toString();
        case BIG_HEX -> big(id).toString(16);
      };
    }
  }

  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int BIG_BITS = 68;

  private final Notation response;
  private final Notation receipt;

  MessageIdFormat(Notation response, Notation receipt) {
    this.response = response;
    this.receipt = receipt;
  }

  /** Formats the id of a submit_sm_resp, padded with zeros to {@code digits}. */
  public String inResponse(long id, int digits) {
    return padded(response.format(id), digits);
  }

  /** Formats the id of a receipt, padded with zeros to {@code digits}. */
  public String inReceipt(long id, int digits) {
    return padded(receipt.format(id), digits);
  }

  private String padded(String id, int digits) {
    int missing = this == UUID || this == UNDERSCORE ? 0 : digits - id.length();
    return missing <= 0 ? id : "0".repeat(missing) + id;
  }

  /** Maps distinct ids to distinct UUIDs in the form of version 4. */
  private static String uuid(long id) {
    long high = (id * SPREAD & ~0xF000L) | 0x4000L;
    long low = (id & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new java.util.UUID(high, low).toString();
  }

  private static BigInteger big(long id) {
    return BigInteger.ONE.shiftLeft(BIG_BITS).add(BigInteger.valueOf(id));
  }
}
