package dev.notifier.store.users;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session of a user. Does not contain its token.
 *
 * @param lastUsedAt by the user, about a minute late
 * @param expiresAt when the session ends whatever the user does
 * @param network such as {@code 203.0.113.*}
 * @param program for people
 * @param secondFactorAt when the second factor was last right; null = it was not given yet
 * @param secondFactor {@code totp}, {@code passkey} or {@code recovery-code}; null as before
 */
public record StoredSession(
    UUID id,
    UUID userId,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt,
    String network,
    String program,
    @Nullable Instant secondFactorAt,
    @Nullable String secondFactor) {}
