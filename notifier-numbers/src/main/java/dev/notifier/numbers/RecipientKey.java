package dev.notifier.numbers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keyed hash that stands for a recipient in Kafka keys and logs: the same number gives the same
 * key, and without the secret nobody can try all numbers. Thread-safe.
 */
public final class RecipientKey {
  /** A shorter secret could be guessed. */
  public static final int MIN_SECRET_BYTES = 16;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEPT_BYTES = 16;

  private final Mac prototype;

  /**
   * @param secret at least 16 bytes; the same in all applications and over their whole life
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
      throw new IllegalStateException("this Java has no " + ALGORITHM + "; use a standard JDK", e);
    }
  }

  /** 32 hexadecimal characters: the first half of HMAC-SHA256 over the number in E.164. */
  public String of(MobileNumber number) {
    byte[] hash = copy().doFinal(number.e164().getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(hash, 0, KEPT_BYTES);
  }

  private Mac copy() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java's " + ALGORITHM + " cannot be copied", e);
    }
  }
}
