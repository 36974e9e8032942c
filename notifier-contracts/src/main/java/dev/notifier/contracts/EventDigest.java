package dev.notifier.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What an event's identity (tenant, source, id) is remembered as: the first 128 bits of a SHA-256
 * over the three, each preceded by its length. At a billion events the chance that any two collide
 * is below 10^-20.
 */
public final class EventDigest {
  private EventDigest() {}

  public static UUID of(String tenant, String source, String id) {
    MessageDigest sha = sha256();
    feed(sha, tenant);
    feed(sha, source);
    feed(sha, id);
    ByteBuffer hash = ByteBuffer.wrap(sha.digest());
    return new UUID(hash.getLong(), hash.getLong());
  }

  private static void feed(MessageDigest sha, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
