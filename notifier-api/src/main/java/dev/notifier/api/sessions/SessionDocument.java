package dev.notifier.api.sessions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.store.users.StoredSession;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as its user sees it.
 *
 * @param present whether it is that of the request
 * @param secondFactorAt null = the sign-in is not complete
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionDocument(
    UUID id,
    boolean present,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt,
    String network,
    String program,
    @Nullable Instant secondFactorAt) {
  /** All sessions of a user. */
  record All(List<SessionDocument> sessions) {}

  static SessionDocument of(StoredSession session, UUID present) {
    return new SessionDocument(
        session.id(),
        session.id().equals(present),
        session.createdAt(),
        session.lastUsedAt(),
        session.expiresAt(),
        session.network(),
        session.program(),
        session.secondFactorAt());
  }
}
