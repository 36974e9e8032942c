package dev.notifier.contracts.cancellation;

import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.EventRecord;
import java.nio.ByteBuffer;
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

  /** The bytes of all digests. */
  public static final int BYTES = 6 * Long.BYTES;

  /** The origin of an event. */
  public static MessageOrigin of(EventRecord event) {
    return of(
        event.tenant(),
        event.source(),
        event.id(),
        event.type(),
        event.group(),
        event.keyId(),
        event.acceptedAt());
  }

  /** The origin of an event with these attributes. */
  public static MessageOrigin of(
      String tenant,
      String source,
      String id,
      String type,
      @Nullable String group,
      @Nullable String keyId,
      Instant acceptedAt) {
    return new MessageOrigin(
        EventDigest.of(tenant, source, id).getMostSignificantBits(),
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
    UUID digest = EventDigest.of(value, "", "");
    long half = digest.getMostSignificantBits();
    return half == NONE ? digest.getLeastSignificantBits() | 1 : half;
  }
}
