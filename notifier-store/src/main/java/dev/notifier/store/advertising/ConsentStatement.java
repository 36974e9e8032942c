package dev.notifier.store.advertising;

import dev.notifier.store.optouts.OptOutStatement.Evidence;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a recipient said about advertising of the tenant that recorded it.
 *
 * @param recipient the HMAC of the number
 * @param phone in E.164 format; null if it was erased
 * @param given false if the recipient withdrew the consent
 * @param at when the recipient said so
 */
public record ConsentStatement(
    UUID recipient, @Nullable String phone, boolean given, Instant at, Evidence evidence) {
  /** Omits the number and the note. */
  @Override
  public String toString() {
    return "ConsentStatement[" + evidence.tenant() + ", given=" + given + "]";
  }
}
