package dev.notifier.store.optouts;

import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A statement that messages about a person or unit do not concern the holder of a number, or that
 * they do. It applies to the messages of the tenant that records it.
 *
 * @param recipient the HMAC of the number
 * @param phone in E.164 format; null if it was erased
 * @param excluded false if the recipient wants such messages again
 * @param at when the recipient said so
 */
public record Exclusion(
    UUID recipient,
    @Nullable String phone,
    Subject subject,
    boolean excluded,
    Instant at,
    Evidence evidence) {
  /**
   * A person or unit.
   *
   * @param digest {@link MessageSubject#digest} for the tenant
   * @param reference the tenant's own name for the person, or the code of the unit; null if it was
   *     erased, or only the digest is known
   */
  public record Subject(MessageSubject.Kind kind, long digest, @Nullable String reference) {
    /** Omits the reference. */
    @Override
    public String toString() {
      return "Subject[" + kind + "]";
    }
  }

  /** Omits the number, the reference and the note. */
  @Override
  public String toString() {
    return "Exclusion[" + subject + ", excluded=" + excluded + "]";
  }
}
