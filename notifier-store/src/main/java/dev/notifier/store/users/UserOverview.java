package dev.notifier.store.users;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user and how the user signs in, without secrets. Immutable.
 *
 * @param lastSignInAt when the latest session with a second factor began; null = never, or its
 *     session is not stored any more
 * @param hasPassword whether the first link was used
 * @param hasTotp whether the user has an authenticator app
 * @param recoveryCodes how many are left
 * @param linkExpiresAt when the one-time link ends; null = there is none that is valid
 * @param sessions how many are valid
 */
public record UserOverview(
    StoredUser user,
    @Nullable Instant lastSignInAt,
    boolean hasPassword,
    boolean hasTotp,
    int passkeys,
    int recoveryCodes,
    @Nullable Instant linkExpiresAt,
    int sessions) {

  /**
   * A valid session of a user.
   *
   * @param network where it began, not an address
   * @param program of the user, for people
   * @param secondFactor which it was; null = it was not given yet
   */
  public record Session(
      UUID id,
      Instant createdAt,
      Instant lastUsedAt,
      Instant expiresAt,
      String network,
      String program,
      @Nullable String secondFactor,
      @Nullable Instant secondFactorAt) {}
}
