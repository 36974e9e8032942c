package dev.notifier.api.sessions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is stored of random secrets. They have 256 bits, so that a fast hash is enough: a slow one
 * protects what people choose (NIST SP 800-63B, 3.1.1.2). Stateless.
 */
public final class Sha256 {
  private Sha256() {}

  /** SHA-256 of a text in UTF-8. */
  public static byte[] of(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
