package dev.notifier.store.users;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a user signs in. Contains hashes and encrypted secrets only.
 *
 * @param passwordHash Argon2id in the PHC format; null = the user has not set a password
 * @param totpSecret encrypted; null = the user has no authenticator app
 * @param totpPending encrypted; null = no secret waits for its first code
 * @param totpPendingUntil until when that secret can be confirmed
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are not compared.
public record StoredCredentials(
    UUID userId,
    @Nullable String passwordHash,
    byte @Nullable [] totpSecret,
    byte @Nullable [] totpPending,
    @Nullable Instant totpPendingUntil) {
  /** Whether the user has an authenticator app. */
  public boolean hasTotp() {
    return totpSecret != null;
  }

  /** Omits everything but the user. */
  @Override
  public String toString() {
    return "StoredCredentials[" + userId + "]";
  }
}
