package dev.notifier.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The digest of an event's identity: the first 128 bits of a SHA-256 over tenant, source and id,
 * each preceded by its length. With a billion events the probability of any collision is below
 * 10^-20.
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

  private static void feed(MessageDigest sha, String component) {
    byte[] bytes = component.getBytes(StandardCharsets.UTF_8);
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
