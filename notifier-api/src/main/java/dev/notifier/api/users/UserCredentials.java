package dev.notifier.api.users;

import java.time.Duration;
import java.util.UUID;

/**
 * What the management of users needs of the sign-in. The changes join the transaction of the
 * caller. Thread-safe.
 */
public interface UserCredentials {
  /** How long a one-time link is valid. */
  Duration LINK_LIFE = Duration.ofMinutes(30);

  /**
   * Makes a one-time link, with which the user sets a password. A former link ends. The present
   * password and second factors stay as they are until the link is used.
   *
   * @param resetFactors whether the use of the link also removes authenticator app, passkeys and
   *     recovery codes, for a user who has lost them
   * @return the secret of the link, shown once
   */
  String newLink(UUID user, boolean resetFactors);

  /**
   * Ends all sessions of a user; on all instances within 5 seconds.
   *
   * @param reason why, for people
   */
  void endSessions(UUID user, String reason);

  /**
   * Ends one session of a user; on all instances within 5 seconds.
   *
   * @param reason why, for people
   * @return false if it is none of the user, or has ended
   */
  boolean endSession(UUID user, UUID session, String reason);

  /**
   * Forgets what this instance keeps in memory of a user, so that a change takes effect at once.
   * Called after the transaction of each change of a user and of his sessions.
   */
  void changed(UUID user);
}
