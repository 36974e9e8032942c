package dev.notifier.api.signin;

import dev.notifier.api.sessions.Sessions;
import dev.notifier.api.sessions.Sha256;
import dev.notifier.api.users.UserCredentials;
import dev.notifier.store.users.UserCredentialStore;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes the one-time links with which users set their passwords: {@code nl_} and 256 random bits.
 */
final class CredentialLinks implements UserCredentials {
  private static final String PREFIX = "nl_";
  private static final int SECRET_BYTES = 32;

  private final UserCredentialStore store;
  private final Sessions sessions;
  private final RandomGenerator random;
  private final InstantSource clock;

  CredentialLinks(
      UserCredentialStore store, Sessions sessions, RandomGenerator random, InstantSource clock) {
    this.store = store;
    this.sessions = sessions;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public String newLink(UUID user, boolean resetFactors) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String link = PREFIX + HexFormat.of().formatHex(secret);
    store.putLink(user, Sha256.of(link), clock.instant().plus(LINK_LIFE), resetFactors);
    return link;
  }

  @Override
  public void endSessions(UUID user, String reason) {
    sessions.endAll(user, null, reason);
  }

  @Override
  public boolean endSession(UUID user, UUID session, String reason) {
    return sessions.end(user, session, reason);
  }

  @Override
  public void changed(UUID user) {
    sessions.changed(user);
  }
}
