package dev.notifier.store.webhooks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Encrypts the secrets of webhooks for the database with AES-256-GCM. The key is derived from the
 * privacy key with HKDF-SHA256 (RFC 5869), and a secret can be opened as that of its webhook only.
 * Thread-safe if the random generator is.
 */
public final class WebhookSecrets {
  /** Begins a secret as its receiver has it (Standard Webhooks 1.0). */
  public static final String PREFIX = "whsec_";

  private static final int SECRET_BYTES = 32;
  private static final int KEY_BYTES = 32;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final SecretKey key;
  private final RandomGenerator random;

  /**
   * @param privacyKey {@code notifier.privacy-key}; not empty
   * @param random a secure one
   */
  public WebhookSecrets(String privacyKey, RandomGenerator random) {
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(utf8(privacyKey))
              .thenExpand(utf8("notifier secrets of webhooks"), KEY_BYTES);
      this.key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no HKDF-SHA256", e);
    }
    this.random = random;
  }

  /** Makes a secret as its receiver needs it: {@code whsec_} and 256 random bits in Base64. */
  public String create() {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  /** Encrypts a secret of a webhook. */
  public String seal(String webhookId, String secret) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv, webhookId).doFinal(utf8(secret));
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(IV_BYTES + sealed.length).put(iv).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no AES-GCM", e);
    }
  }

  /** Decrypts a secret; empty if it was encrypted with another privacy key or for another id. */
  public Optional<String> open(String webhookId, String sealed) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
      if (bytes.remaining() <= IV_BYTES) {
        return Optional.empty();
      }
      byte[] iv = new byte[IV_BYTES];
      bytes.get(iv);
      byte[] encrypted = new byte[bytes.remaining()];
      bytes.get(encrypted);
      byte[] secret = cipher(Cipher.DECRYPT_MODE, iv, webhookId).doFinal(encrypted);
      return Optional.of(new String(secret, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] iv, String webhookId) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(utf8(webhookId));
    return cipher;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
