package dev.notifier.api.security;

import java.util.Optional;

/**
 * One way to find the caller of a request. Thread-safe. For tokens that are none of its own, it
 * never waits for another program.
 */
public interface Authenticator {
  /**
   * The caller who has this bearer token; empty if this way does not know it.
   *
   * @param token as sent, without spaces around it; secret
   * @throws dev.notifier.api.problem.ProblemException if it may be right and is not accepted now
   */
  Optional<Caller> callerOf(String token);

  /** Whether its callers may belong to tenants that no one has made with the api. */
  default boolean acceptsUnknownTenants() {
    return false;
  }

  /**
   * A request was accepted of a caller that this way found, and a person or a program has decided
   * to send it.
   *
   * @param address from where it came
   */
  default void used(Caller caller, String address) {}
}
