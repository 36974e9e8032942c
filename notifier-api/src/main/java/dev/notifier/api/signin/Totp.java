package dev.notifier.api.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based codes of authenticator apps (RFC 6238) as all apps make them: HMAC-SHA-1, 6 digits, 30
 * seconds. Stateless.
 */
final class Totp {
  /** RFC 4226, section 4, R6 recommends 160 bits. */
  static final int SECRET_BYTES = 20;

  static final int DIGITS = 6;

  private static final int SECONDS = 30;
  private static final int MODULUS = 1_000_000;

  /** Clocks of handsets may differ, and typing takes time (RFC 6238, 5.2). */
  private static final int TOLERATED_STEPS = 1;

  private static final String HMAC = "HmacSHA1";

  private Totp() {}

  /** The time step in which a time is. */
  static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS);
  }

  /** The code of a time step (RFC 4226, 5.3). */
  static String code(byte[] secret, long step) {
    byte[] hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & 0xf;
    int truncated = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
    return String.format(Locale.ROOT, "%06d", truncated % MODULUS);
  }

  /**
   * The time step of a code that is right now; empty if it is wrong. Takes the same time for all
   * codes of the same length.
   */
  static OptionalLong matchingStep(byte[] secret, String code, Instant now) {
    OptionalLong found = OptionalLong.empty();
    byte[] sent = code.getBytes(StandardCharsets.UTF_8);
    long present = step(now);
    for (long step = present - TOLERATED_STEPS; step <= present + TOLERATED_STEPS; step++) {
      byte[] right = code(secret, step).getBytes(StandardCharsets.UTF_8);
      if (MessageDigest.isEqual(right, sent)) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private static byte[] hmac(byte[] secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + HMAC, e);
    }
  }
}
