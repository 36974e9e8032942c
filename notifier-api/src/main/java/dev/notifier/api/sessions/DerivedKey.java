package dev.notifier.api.sessions;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Keys of users' secrets, which are not in the database. They are derived from the privacy key with
 * HKDF-SHA256 (RFC 5869), so that no other use of it yields the same bytes. Stateless.
 */
public final class DerivedKey {
  private static final String HMAC = "HmacSHA256";
  private static final int BYTES = 32;

  private DerivedKey() {}

  /**
   * A key of 256 bits.
   *
   * @param privacyKey {@code notifier.privacy-key}; not empty
   * @param purpose another key for each
   * @param algorithm that uses it, such as {@code AES}
   */
  public static SecretKey of(String privacyKey, String purpose, String algorithm) {
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract().addIKM(utf8(privacyKey)).thenExpand(utf8(purpose), BYTES);
      return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The Java runtime has no HKDF-SHA256", e);
    }
  }

  /** A keyed hash, HMAC-SHA-256; it can be cloned for each use. */
  public static Mac hmac(String privacyKey, String purpose) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(of(privacyKey, purpose, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + HMAC, e);
    }
  }

  /** The keyed hash of some bytes, with a copy of the HMAC. */
  public static byte[] hash(Mac mac, byte[]... parts) {
    try {
      Mac copy = (Mac) mac.clone();
      for (byte[] part : parts) {
        copy.update(part);
      }
      return copy.doFinal();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(HMAC + " of this Java runtime cannot be copied", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
