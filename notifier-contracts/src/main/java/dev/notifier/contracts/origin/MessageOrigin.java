package dev.notifier.contracts.origin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a message comes from, as far as rules of cancellation compare it. The values are digests of
 * 64 bits, because a message needs 48 bytes for all of them, however long they are; two values of a
 * tenant are equal by chance with a probability below 10^-18. None of them is personal data.
 *
 * @param event the first half of the event's digest, which includes its tenant
 * @param group {@value #NONE} if it is in no group
 * @param key {@value #NONE} if it was sent without a stored key
 * @param acceptedAt when intake accepted the event
 */
public record MessageOrigin(
    long event, long tenant, long source, long type, long group, long key, Instant acceptedAt) {
  /** The digest of a value that is missing, and of no other. */
  public static final long NONE = 0;

  private static final long ANSWERS = digest(ReplyOrigin.SOURCE);

  /** The bytes of all digests. */
  public static final int BYTES = 6 * Long.BYTES;

  /**
   * The origin of an event with these attributes.
   *
   * @param digest the digest of its identity
   */
  public static MessageOrigin of(
      UUID digest,
      String tenant,
      String source,
      String type,
      @Nullable String group,
      @Nullable String keyId,
      Instant acceptedAt) {
    return new MessageOrigin(
        digest.getMostSignificantBits(),
        digest(tenant),
        digest(source),
        digest(type),
        digest(group),
        digest(keyId),
        acceptedAt);
  }

  /** Reads what {@link #bytes} returned; null if it has another length. */
  public static @Nullable MessageOrigin of(byte[] bytes, Instant acceptedAt) {
    if (bytes.length != BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new MessageOrigin(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        acceptedAt);
  }

  /** Whether the message answers one that its recipient has sent. */
  public boolean isAnswer() {
    return source == ANSWERS;
  }

  /** All digests, {@value #BYTES} bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(event)
        .putLong(tenant)
        .putLong(source)
        .putLong(type)
        .putLong(group)
        .putLong(key)
        .array();
  }

  /** The digest of a value; {@link #NONE} for null. */
  public static long digest(@Nullable String value) {
    if (value == null) {
      return NONE;
    }
    byte[] hash = sha256().digest(value.getBytes(StandardCharsets.UTF_8));
    long digest = ByteBuffer.wrap(hash).getLong();
    return digest == NONE ? 1 : digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
