package dev.notifier.api.signin;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.limits.UserRequestLimits;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.api.security.RefusedAccess;
import dev.notifier.api.sessions.Client;
import dev.notifier.api.signin.SignInCounts.Outcome;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.users.SignInAttempts;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Limits guesses: of passwords and links for each address, and of passwords and codes for each
 * user. Thread-safe.
 */
final class Guesses {
  private final SignInAttempts attempts;
  private final Failures failures;
  private final RefusedAccess refused;
  private final UserRequestLimits limits;
  private final SignInCounts counts;
  private final InstantSource clock;

  Guesses(
      SignInAttempts attempts,
      Failures failures,
      RefusedAccess refused,
      UserRequestLimits limits,
      SignInCounts counts,
      InstantSource clock) {
    this.attempts = attempts;
    this.failures = failures;
    this.refused = refused;
    this.limits = limits;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Failures by address. None of them counts against another, because many people may have one
   * address.
   *
   * @param others of users who have given the right password; only reported
   */
  record Failures(FailedAttempts passwords, FailedAttempts links, FailedAttempts others) {}

  /**
   * A password that is about to be checked.
   *
   * @param mayBeRight whether the user's count allows it; if not, it is checked for the time only
   * @param unknown the machine from which it comes; null if the user has signed in from its network
   *     and may do so again
   */
  record Attempt(UUID user, Client client, boolean mayBeRight, @Nullable String unknown) {}

  /**
   * Counts a password, before it is checked. From a network that is known, the count of the user is
   * enough.
   *
   * @throws ProblemException 429 if the address had too many failures
   */
  Attempt begin(UUID user, Client client) {
    boolean known = StoreAccess.call(() -> attempts.isKnown(user, client.network()));
    if (!known) {
      reserve(failures.passwords(), SignInCounts.PASSWORD, client);
    }
    boolean counted = countPassword(user, client);
    if (known && !counted) {
      reserve(failures.passwords(), SignInCounts.PASSWORD, client);
    }
    String machine = FailedAttempts.machine(client.address());
    return new Attempt(user, client, counted, known && counted ? null : machine);
  }

  private void reserve(FailedAttempts counter, String factor, Client client) {
    if (!counter.reserve(client.address())) {
      counts.add(factor, Outcome.LIMITED);
      refused.failedUserSignIn(
          client.address(), Tenants.NATIONAL, null, ErrorCode.TOO_MANY_ATTEMPTS.id());
      throw new ProblemException(ErrorCode.TOO_MANY_ATTEMPTS);
    }
  }

  /**
   * Requires that a user does not sign in all the time, after a right password.
   *
   * @throws ProblemException 429
   */
  void requireFewSignIns(Attempt attempt) {
    if (!limits.takeSignIn(attempt.user())) {
      counts.add(SignInCounts.PASSWORD, Outcome.LIMITED);
      notChecked(attempt);
      throw new ProblemException(ErrorCode.TOO_MANY_REQUESTS);
    }
  }

  /** Takes back what the address has counted of a password that was right or not checked. */
  void giveBack(Attempt attempt) {
    if (attempt.unknown() != null) {
      failures.passwords().giveBack(attempt.client().address());
    }
  }

  /** Takes back a password that was not checked. */
  void overloaded(Attempt attempt) {
    counts.add(SignInCounts.PASSWORD, Outcome.OVERLOADED);
    notChecked(attempt);
  }

  private void notChecked(Attempt attempt) {
    giveBack(attempt);
    if (attempt.mayBeRight()) {
      notChecked(attempt.user(), attempt.client());
    }
  }

  /** Likewise, of a user who is signed in. */
  void notChecked(UUID user, Client client) {
    boolean _ =
        StoreAccess.call(() -> {
          attempts.takeBack(user, client.network());
          return true;
        });
  }

  /** Counts a link, before it is looked up. */
  void beginLink(Client client) {
    reserve(failures.links(), SignInCounts.LINK, client);
  }

  /** Takes back a link that was right. */
  void rightLink(Client client) {
    failures.links().giveBack(client.address());
  }

  /** Counts a password of a user, before it is checked; false if it must not be accepted. */
  boolean countPassword(UUID user, Client client) {
    return StoreAccess.call(() -> attempts.password(user, client.network(), clock.instant()));
  }

  /** Notes a success, after the transaction; the factor is as in {@link SignInCounts}. */
  void succeeded(String factor) {
    counts.add(factor, Outcome.RIGHT);
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
   * Notes a wrong password.
   *
   * @param tenant of the user
   * @param user the name of the caller; null if there is no such user
   * @return the response
   */
  ProblemException wrongPassword(Attempt attempt, String tenant, @Nullable String user) {
    Client client = attempt.client();
    counts.add(SignInCounts.PASSWORD, Outcome.WRONG);
    failed(attempt.user());
    if (attempt.unknown() != null) {
      failures.passwords().report(client.address());
    } else {
      failures.others().report(client.address());
    }
    return refuse(client, tenant, user, Problem.of(ErrorCode.WRONG_CREDENTIALS));
  }

  /** Notes a link that is not valid. */
  ProblemException wrongLink(Client client) {
    counts.add(SignInCounts.LINK, Outcome.WRONG);
    failures.links().report(client.address());
    return refuse(client, Tenants.NATIONAL, null, Problem.of(ErrorCode.LINK_NOT_VALID));
  }

  /**
   * Notes a failure of a user who has a session.
   *
   * @param factor as in {@link SignInCounts}
   */
  ProblemException wrong(Client client, Caller caller, String factor, Problem problem) {
    counts.add(factor, Outcome.WRONG);
    failed(SecondFactors.session(caller).userId());
    failures.others().report(client.address());
    return refuse(client, caller.tenant(), caller.name(), problem);
  }

  private void failed(UUID user) {
    boolean _ =
        StoreAccess.call(() -> {
          attempts.failed(user);
          return true;
        });
  }

  private ProblemException refuse(
      Client client, String tenant, @Nullable String user, Problem problem) {
    refused.failedUserSignIn(client.address(), tenant, user, problem.code());
    return new ProblemException(problem);
  }
}
