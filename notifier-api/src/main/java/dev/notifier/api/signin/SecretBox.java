package dev.notifier.api.signin;

import dev.notifier.api.sessions.DerivedKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts secrets of users with AES-256-GCM (NIST SP 800-38D). The id of the user is authenticated
 * too, so that a row is of no use for another user. Thread-safe.
 */
final class SecretBox {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(SecretBox.class);

  private final SecretKey key;
  private final RandomGenerator random;
  private final LongSupplier nanos;
  private long reportedAt;

  /**
   * @param nanos a monotonic clock
   */
  SecretBox(String privacyKey, RandomGenerator random, LongSupplier nanos) {
    this.key = DerivedKey.of(privacyKey, "notifier secrets of authenticator apps", "AES");
    this.random = random;
    this.nanos = nanos;
    this.reportedAt = nanos.getAsLong() - REPORT_INTERVAL.toNanos();
  }

  /** The nonce, and what is encrypted. */
  byte[] encrypt(UUID user, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted = run(Cipher.ENCRYPT_MODE, user, nonce, secret);
      return ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
  }

  /**
   * Decrypts a secret.
   *
   * @return empty if it was changed, or encrypted for another user or with another privacy key; the
   *     log says so once a minute
   */
  Optional<byte[]> decrypt(UUID user, byte[] box) {
    try {
      byte[] nonce = Arrays.copyOf(box, NONCE_BYTES);
      byte[] encrypted = Arrays.copyOfRange(box, Math.min(NONCE_BYTES, box.length), box.length);
      return Optional.of(run(Cipher.DECRYPT_MODE, user, nonce, encrypted));
    } catch (AEADBadTagException e) {
      report(user);
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
  }

  private synchronized void report(UUID user) {
    long now = nanos.getAsLong();
    if (now - reportedAt >= REPORT_INTERVAL.toNanos()) {
      reportedAt = now;
      LOG.warn(
          "The secret of the authenticator app of user {} cannot be read; was"
              + " notifier.privacy-key changed? The user needs a link with resetFactors",
          user);
    }
  }

  private byte[] run(int mode, UUID user, byte[] nonce, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(user.getMostSignificantBits())
            .putLong(user.getLeastSignificantBits())
            .array());
    return cipher.doFinal(input);
  }

  private static IllegalStateException unsupported(GeneralSecurityException e) {
    return new IllegalStateException("Every Java platform has " + CIPHER, e);
  }
}
