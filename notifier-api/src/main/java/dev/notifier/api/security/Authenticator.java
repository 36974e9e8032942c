package dev.notifier.api.security;

import java.util.Optional;

/** One way to find the caller of a request. Thread-safe; never waits for another program. */
public interface Authenticator {
  /**
   * The caller who has this bearer token; empty if this way does not know it.
   *
   * @param token as sent, without spaces around it; secret
   */
  Optional<Caller> callerOf(String token);
}
