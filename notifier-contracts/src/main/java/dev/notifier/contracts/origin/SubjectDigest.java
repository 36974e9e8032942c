package dev.notifier.contracts.origin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Computes the keyed digest of a business key, by which its notifications are found. A subject can
 * be the number of a card or a case, which could be found by trying all numbers; without the secret
 * it cannot. Thread-safe.
 */
public final class SubjectDigest {
  private static final String ALGORITHM = "HmacSHA256";

  /** The same secret also hashes other things, which never begin like this. */
  private static final String PURPOSE = "event-subject";

  private final Mac prototype;

  private SubjectDigest(Mac prototype) {
    this.prototype = prototype;
  }

  /**
   * Creates the digest of an installation.
   *
   * @param privacyKey {@code notifier.privacy-key}; not empty, the same in all programs
   */
  public static SubjectDigest of(String privacyKey) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(privacyKey.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return new SubjectDigest(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this Java runtime lacks " + ALGORITHM + "; use a standard JDK", e);
    }
  }

  /**
   * Returns the first 128 bits of an HMAC-SHA256.
   *
   * @param tenant two tenants may use the same subject for different facts
   * @param subject the CloudEvents {@code subject}; null if the event has none
   * @return null without a subject
   */
  public @Nullable UUID of(String tenant, @Nullable String subject) {
    if (subject == null) {
      return null;
    }
    String text = PURPOSE + tenant.length() + ':' + tenant + subject;
    ByteBuffer hash = ByteBuffer.wrap(copy().doFinal(text.getBytes(StandardCharsets.UTF_8)));
    return new UUID(hash.getLong(), hash.getLong());
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
