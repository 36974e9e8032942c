package dev.notifier.numbers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes the keyed hash that replaces a recipient's number in Kafka keys and logs. The same
 * number always has the same key, and without the secret the key cannot be found by trying all
 * numbers. Thread-safe.
 */
public final class RecipientKey {
  /** A shorter secret can be guessed. */
  public static final int MIN_SECRET_BYTES = 16;

  /** Numbers never begin like this. */
  private static final String PERSON = "person";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEPT_BYTES = 16;

  private final Mac prototype;

  /**
   * @param secret at least 16 bytes; the same in all programs, and never changed
   */
  public RecipientKey(byte[] secret) {
    if (secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "the privacy key has "
              + secret.length
              + " bytes; use at least "
              + MIN_SECRET_BYTES
              + " random ones");
    }
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this Java runtime lacks " + ALGORITHM + "; use a standard JDK", e);
    }
  }

  /** 32 hexadecimal characters: the first half of HMAC-SHA256 over the number in E.164. */
  public String of(MobileNumber number) {
    return HexFormat.of().formatHex(hash(number.e164()), 0, KEPT_BYTES);
  }

  /** The same 128 bits as {@link #of}. */
  public UUID bitsOf(String e164) {
    ByteBuffer hash = ByteBuffer.wrap(hash(e164));
    return new UUID(hash.getLong(), hash.getLong());
  }

  private byte[] hash(String e164) {
    return copy().doFinal(e164.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The key of a person whose number is not known, of the same form.
   *
   * @param tenant two tenants may use the same reference for different persons
   * @param personRef the tenant's own name for the person
   */
  public String ofReference(String tenant, String personRef) {
    String text = PERSON + tenant.length() + ':' + tenant + personRef;
    byte[] hash = copy().doFinal(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, KEPT_BYTES);
  }

  private Mac copy() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(
          ALGORITHM + " of this Java runtime cannot be copied; use a standard JDK", e);
    }
  }
}
