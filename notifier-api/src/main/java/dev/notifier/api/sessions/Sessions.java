package dev.notifier.api.sessions;

import dev.notifier.api.security.UserSession;
import dev.notifier.store.users.StoredSession;
import dev.notifier.store.users.UserSessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Begins, completes and ends sessions. Changes join the transaction of the caller, and take effect
 * here when it ends, on other instances within 5 seconds. Thread-safe.
 */
public final class Sessions {
  /** How long a sign-in may take from the password to the second factor. */
  public static final Duration SIGN_IN_LIFE = Duration.ofMinutes(15);

  private final UserSessionStore store;
  private final SessionTokens tokens;
  private final SessionCache cache;
  private final Settings settings;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * How long sessions live.
   *
   * @param idleTimeout without a request of the user
   * @param sessionLife whatever the user does
   */
  record Settings(Duration idleTimeout, Duration sessionLife) {}

  Sessions(
      UserSessionStore store,
      SessionTokens tokens,
      SessionCache cache,
      Settings settings,
      RandomGenerator random,
      InstantSource clock) {
    this.store = store;
    this.tokens = tokens;
    this.cache = cache;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A session with a new token.
   *
   * @param token secret, shown once
   * @param expiresAt when it ends at the latest
   */
  public record Opened(UUID id, String token, Instant expiresAt) {
    /** Omits the token. */
    @Override
    public String toString() {
      return "Opened[" + id + "]";
    }
  }

  /** Begins a session whose second factor is still needed. */
  public Opened begin(UUID user, Client client) {
    Instant now = clock.instant();
    String token = tokens.create();
    Opened opened =
        new Opened(new UUID(random.nextLong(), random.nextLong()), token, now.plus(SIGN_IN_LIFE));
    store.add(
        new StoredSession(
            opened.id(),
            user,
            now,
            now,
            opened.expiresAt(),
            client.network(),
            client.program(),
            null,
            null),
        Sha256.of(token),
        now.minus(settings.idleTimeout()));
    cache.forget(user);
    return opened;
  }

  /**
   * Completes a session after its second factor was right, with another token.
   *
   * @param factor which it was, as in {@link StoredSession#secondFactor()}
   * @return empty if it has ended meanwhile or is complete
   */
  public Optional<Opened> complete(UserSession session, String factor) {
    Instant now = clock.instant();
    String token = tokens.create();
    Instant expiresAt = now.plus(settings.sessionLife());
    boolean done = store.complete(session.sessionId(), Sha256.of(token), factor, now, expiresAt);
    cache.forget(session.userId());
    return done ? Optional.of(new Opened(session.sessionId(), token, expiresAt)) : Optional.empty();
  }

  /**
   * Notes that the second factor of a complete session was right again.
   *
   * @return false if it has ended meanwhile
   */
  public boolean renew(UserSession session, String factor) {
    boolean done = store.renew(session.sessionId(), factor, clock.instant());
    cache.forget(session.userId());
    return done;
  }

  /** Whether a session has not ended; then it does not until the transaction of the caller ends. */
  public boolean lock(UserSession session) {
    boolean live = store.lock(session.sessionId());
    if (!live) {
      cache.forget(session.userId());
    }
    return live;
  }

  /** Counts a code before it is checked; false if it must not be checked. */
  public boolean countCode(UserSession session) {
    return store.countCode(session.sessionId());
  }

  /** Ends a session that had too many wrong codes before it was complete. */
  public void endIfGuessed(UserSession session) {
    if (store.endIfGuessed(session.sessionId(), clock.instant())) {
      cache.forget(session.userId());
    }
  }

  /** How many attempts to sign in as the user failed since the sign-in before this one. */
  public int failedAttempts(UserSession session) {
    return store.failedAttempts(session.sessionId());
  }

  /** The sessions of a user, the newest first. */
  public List<StoredSession> of(UUID user) {
    Instant now = clock.instant();
    return store.live(user, now, now.minus(settings.idleTimeout()));
  }

  /** Ends a session of a user; false if there is none. */
  public boolean end(UUID user, UUID session, String reason) {
    boolean ended = store.end(user, session, reason, clock.instant());
    cache.forget(user);
    return ended;
  }

  /**
   * Ends the sessions of a user.
   *
   * @param except a session that goes on; null = none
   */
  public int endAll(UUID user, @Nullable UUID except, String reason) {
    int ended = store.endAll(user, except, reason, clock.instant());
    cache.forget(user);
    return ended;
  }

  /** What a user may do has changed: the sessions are read again. */
  public void changed(UUID user) {
    cache.forget(user);
  }
}
