package dev.notifier.contracts.origin;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The person or unit that a message is about, as keyed digests of 64 bits: a number may have said
 * that messages about this person or unit do not concern it. Not personal data without the key.
 *
 * @param person {@value #NONE} if the event names no person
 * @param unit {@value #NONE} if the event names no unit
 */
public record MessageSubject(long person, long unit) {
  /** The digest of what is missing, and of no other. */
  public static final long NONE = 0;

  /** The field of an event's data that has the code of a unit. */
  public static final String UNIT_FIELD = "unitCode";

  /** The bytes of both digests. */
  public static final int BYTES = 2 * Long.BYTES;

  /** What a subject is. */
  public enum Kind {
    /** Named by {@code recipient.personRef}. */
    PERSON,
    /** Named by {@value #UNIT_FIELD}. */
    UNIT
  }

  /**
   * The person or unit that an event is about.
   *
   * @param personRef null if it names no person
   * @return null if it names neither
   */
  public static @Nullable MessageSubject of(
      SubjectDigest digests, String tenant, @Nullable String personRef, Map<String, Object> data) {
    String unit = data.get(UNIT_FIELD) instanceof String code ? code : null;
    return personRef == null && unit == null
        ? null
        : new MessageSubject(
            digest(digests, tenant, Kind.PERSON, personRef),
            digest(digests, tenant, Kind.UNIT, unit));
  }

  /** The digest of a person or unit of a tenant; {@link #NONE} for null. */
  public static long digest(
      SubjectDigest digests, String tenant, Kind kind, @Nullable String reference) {
    // No event has a subject that begins with a control character.
    UUID digest = reference == null ? null : digests.of(tenant, "\0" + kind + '\0' + reference);
    if (digest == null) {
      return NONE;
    }
    long bits = digest.getMostSignificantBits();
    return bits == NONE ? 1 : bits;
  }

  /** Reads what {@link #bytes} returned; null if it has another length. */
  public static @Nullable MessageSubject of(byte[] bytes) {
    if (bytes.length != BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new MessageSubject(in.getLong(), in.getLong());
  }

  /** Both digests, {@value #BYTES} bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(person).putLong(unit).array();
  }
}
