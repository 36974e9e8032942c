package dev.notifier.contracts.origin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Computes the keyed digest of a text that people ask about and that we have not sent, so that the
 * same text is counted, and not kept. Thread-safe.
 */
public final class ForeignTextDigest {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "notifier texts that were not sent";
  private static final int KEY_BYTES = 32;

  private final Mac prototype;

  private ForeignTextDigest(Mac prototype) {
    this.prototype = prototype;
  }

  /**
   * Creates the digest of an installation.
   *
   * @param privacyKey {@code notifier.privacy-key}; not empty, the same in all programs
   */
  public static ForeignTextDigest of(String privacyKey) {
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(privacyKey.getBytes(StandardCharsets.UTF_8))
              .thenExpand(PURPOSE.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(KDF.getInstance("HKDF-SHA256").deriveKey(ALGORITHM, parameters));
      return new ForeignTextDigest(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks HKDF-SHA256; use a standard JDK", e);
    }
  }

  /**
   * Returns the first 128 bits of an HMAC-SHA256.
   *
   * @param folded the text as it is compared
   */
  public UUID digest(String folded) {
    try {
      Mac mac = (Mac) prototype.clone();
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(folded.getBytes(StandardCharsets.UTF_8)));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(
          ALGORITHM + " of this Java runtime cannot be copied; use a standard JDK", e);
    }
  }
}
