package dev.notifier.api.sessions;

import dev.notifier.api.security.Authenticator;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.UserSession;
import dev.notifier.api.security.UserSession.Stage;
import dev.notifier.store.users.StoredSession;
import dev.notifier.store.users.UserSessionStore.Found;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finds the users of sessions. Needs PostgreSQL: without it, users get 503, while keys are accepted
 * as before. Thread-safe.
 */
final class SessionAuthenticator implements Authenticator {
  private final SessionTokens tokens;
  private final SessionCache cache;
  private final SessionUses uses;
  private final Duration idleTimeout;
  private final InstantSource clock;

  SessionAuthenticator(
      SessionTokens tokens,
      SessionCache cache,
      SessionUses uses,
      Duration idleTimeout,
      InstantSource clock) {
    this.tokens = tokens;
    this.cache = cache;
    this.uses = uses;
    this.idleTimeout = idleTimeout;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> callerOf(String token) {
    if (!tokens.isGenuine(token)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return cache
        .find(Sha256.of(token))
        .filter(found -> isAlive(found.session(), now))
        .map(found -> caller(found, now));
  }

  private boolean isAlive(StoredSession session, Instant now) {
    Instant stored = session.lastUsedAt();
    Instant noted = uses.last(session.id());
    Instant last = noted != null && noted.isAfter(stored) ? noted : stored;
    return now.isBefore(session.expiresAt()) && now.isBefore(last.plus(idleTimeout));
  }

  private static Caller caller(Found found, Instant now) {
    StoredSession stored = found.session();
    UserSession session =
        new UserSession(
            stored.userId(),
            stored.id(),
            stage(stored, found.hasFactor()),
            stored.secondFactorAt());
    return new Caller(
        Caller.USER_PREFIX + found.name(),
        found.tenant(),
        UserScopes.of(found.roles(), found.rights(), found.tenant(), session, now),
        null,
        session);
  }

  private static Stage stage(StoredSession session, boolean hasFactor) {
    if (session.secondFactorAt() != null) {
      return Stage.COMPLETE;
    }
    return hasFactor ? Stage.SECOND_FACTOR_NEEDED : Stage.ENROLMENT_NEEDED;
  }

  @Override
  public void used(Caller caller, String address) {
    UserSession session = caller.session();
    if (session != null) {
      uses.add(session.sessionId());
    }
  }
}
