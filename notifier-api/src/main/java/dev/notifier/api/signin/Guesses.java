package dev.notifier.api.signin;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.api.security.RefusedAccess;
import dev.notifier.api.sessions.Client;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.users.SignInAttempts;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Limits guesses of passwords, codes and links, for each address and each user. Thread-safe. */
final class Guesses {
  private final SignInAttempts attempts;
  private final FailedAttempts failures;
  private final RefusedAccess refused;
  private final InstantSource clock;

  Guesses(
      SignInAttempts attempts,
      FailedAttempts failures,
      RefusedAccess refused,
      InstantSource clock) {
    this.attempts = attempts;
    this.failures = failures;
    this.refused = refused;
    this.clock = clock;
  }

  /**
   * Refuses an address that had too many failures, before a password is checked. Links cannot be
   * guessed, and for codes the limits of the user and of the session are enough.
   *
   * @throws ProblemException 429
   */
  void check(Client client) {
    if (failures.isExhausted(client.address())) {
      refused.failedUserSignIn(
          client.address(), Tenants.NATIONAL, null, ErrorCode.TOO_MANY_ATTEMPTS.id());
      throw new ProblemException(ErrorCode.TOO_MANY_ATTEMPTS);
    }
  }

  /** Counts a password of a user, before it is checked; false if it must not be accepted. */
  boolean countPassword(UUID user, Client client) {
    return StoreAccess.call(() -> attempts.password(user, client.network(), clock.instant()));
  }

  /** Counts a second factor, before it is checked; false if it must not be checked. */
  boolean countSecondFactor(UUID user) {
    return StoreAccess.call(() -> attempts.secondFactor(user, clock.instant()));
  }

  /** Takes back a password that was right; in the transaction of the caller. */
  void right(UUID user, Client client) {
    attempts.takeBack(user, client.network());
  }

  /** Forgets the attempts of a network, after a complete sign-in; in the same way. */
  void complete(UUID user, Client client) {
    attempts.signedIn(user, client.network(), clock.instant());
  }

  /** Forgets all attempts of a user, after the use of a link; in the same way. */
  void linkUsed(UUID user, Client client) {
    attempts.linkUsed(user, client.network(), clock.instant());
  }

  /**
   * Notes a failure.
   *
   * @param tenant of the user
   * @param user the name of the caller; null if there is no such user
   * @return the response
   */
  ProblemException wrong(Client client, String tenant, @Nullable String user, ErrorCode code) {
    return wrong(client, tenant, user, Problem.of(code));
  }

  /** Notes a failure, likewise. */
  ProblemException wrong(Client client, String tenant, @Nullable String user, Problem problem) {
    failures.add(client.address());
    refused.failedUserSignIn(client.address(), tenant, user, problem.code());
    return new ProblemException(problem);
  }
}
