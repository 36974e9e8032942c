package dev.notifier.api.signin;

import dev.notifier.api.sessions.DerivedKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts secrets of users with AES-256-GCM (NIST SP 800-38D). The id of the user is authenticated
 * too, so that a row is of no use for another user. Thread-safe.
 */
final class SecretBox {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final RandomGenerator random;

  SecretBox(String privacyKey, RandomGenerator random) {
    this.key = DerivedKey.of(privacyKey, "notifier secrets of authenticator apps", "AES");
    this.random = random;
  }

  /** The nonce, and what is encrypted. */
  byte[] encrypt(UUID user, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] encrypted = run(Cipher.ENCRYPT_MODE, user, nonce, secret);
    return ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
  }

  /**
   * Decrypts a secret.
   *
   * @throws IllegalStateException if it was changed, or encrypted for another user or with another
   *     privacy key
   */
  byte[] decrypt(UUID user, byte[] box) {
    return run(
        Cipher.DECRYPT_MODE,
        user,
        Arrays.copyOf(box, NONCE_BYTES),
        Arrays.copyOfRange(box, NONCE_BYTES, box.length));
  }

  private byte[] run(int mode, UUID user, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(
          ByteBuffer.allocate(2 * Long.BYTES)
              .putLong(user.getMostSignificantBits())
              .putLong(user.getLeastSignificantBits())
              .array());
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "The secret of an authenticator app cannot be read; was notifier.privacy-key changed?",
          e);
    }
  }
}
