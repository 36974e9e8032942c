package dev.notifier.worker.inbound.assembly;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * The ids of inbound messages. An id is made from the position of the first segment on Kafka and
 * its time, so every replay gives the same one. It begins with the time, as the ids of
 * notifications, so both have one order.
 */
final class InboundIds {
  private static final long RANDOM_BITS_OF_TIME = 0x0FFFL;
  private static final long VERSION_7 = 0x7000L;
  private static final long RANDOM_BITS = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private InboundIds() {}

  /** Returns a version 7 UUID (RFC 9562, 5.7) whose other bits are a hash of the position. */
  static UUID of(UUID topicId, int partition, long offset, Instant at) {
    ByteBuffer hash =
        ByteBuffer.wrap(
            sha256((topicId + "/" + partition + "/" + offset).getBytes(StandardCharsets.UTF_8)));
    long high = (at.toEpochMilli() << 16) | VERSION_7 | (hash.getLong() & RANDOM_BITS_OF_TIME);
    return new UUID(high, VARIANT | (hash.getLong() & RANDOM_BITS));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
