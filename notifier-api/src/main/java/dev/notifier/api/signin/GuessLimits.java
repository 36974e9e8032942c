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
import dev.notifier.api.signin.password.HashPlaces.Newcomer;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.users.SignInAttempts;
import dev.notifier.store.users.UserCredentialStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits guesses: of passwords and links for each address, and of passwords and codes for each
 * user. Thread-safe.
 */
final class GuessLimits {
  private static final Logger LOG = LoggerFactory.getLogger(GuessLimits.class);

  /** After every attempt from a known network. */
  private static final int NEWCOMERS = 1_000;

  private final SignInAttempts attempts;
  private final UserCredentialStore credentials;
  private final Failures failures;
  private final RefusedAccess refused;
  private final UserRequestLimits limits;
  private final SignInCounts counts;
  private final InstantSource clock;
  private final KnownNetworks networks = new KnownNetworks();

  GuessLimits(
      SignInAttempts attempts,
      UserCredentialStore credentials,
      Failures failures,
      RefusedAccess refused,
      UserRequestLimits limits,
      SignInCounts counts,
      InstantSource clock) {
    this.attempts = attempts;
    this.credentials = credentials;
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
   * @param recent attempts, remembered for longer; they decide who goes first
   * @param networks the same by network, of IPv6 only: one site has 65,536 networks of 64 bits
   */
  record Failures(
      FailedAttempts passwords,
      FailedAttempts links,
      FailedAttempts others,
      FailedAttempts recent,
      FailedAttempts networks) {}

  /**
   * A password that is about to be checked.
   *
   * @param newcomer the machine from which it comes; null if the user has signed in from its
   *     network and may do so again
   */
  record Attempt(UUID user, Client client, @Nullable Newcomer newcomer) {}

  /**
   * Notes an attempt; returns its rank, by the attempts of the address in the last minutes. Those
   * of networks from which no one has signed in come last, and are compared by their networks too.
   */
  int rank(Client client) {
    int before = failures.recent().count(client.address());
    boolean _ = failures.recent().reserve(client.address());
    int ofNetwork = 0;
    if (isIpv6(client)) {
      ofNetwork = failures.networks().count(client.network());
      boolean _ = failures.networks().reserve(client.network());
    }
    return networks.contain(client.network()) ? before : NEWCOMERS + Math.max(before, ofNetwork);
  }

  private static boolean isIpv6(Client client) {
    return client.address().indexOf(':') >= 0;
  }

  private void giveBackRecent(Client client) {
    failures.recent().giveBack(client.address());
    if (isIpv6(client)) {
      failures.networks().giveBack(client.network());
    }
  }

  /**
   * Begins to check a password. From a network that is known, the count of the user is enough.
   *
   * @param rank as {@link #rank} has returned
   * @throws ProblemException 429 if the address had too many failures
   */
  Attempt begin(UUID user, Client client, int rank) {
    networks.load(attempts::recentNetworks);
    if (attempts.isKnown(user, client.network(), clock.instant())) {
      networks.add(client.network());
      return new Attempt(user, client, null);
    }
    reserve(failures.passwords(), SignInCounts.PASSWORD, client);
    String machine = FailedAttempts.machine(client.address());
    String network = isIpv6(client) ? client.network() : null;
    return new Attempt(user, client, new Newcomer(machine, network, rank));
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
      giveBack(attempt);
      boolean _ =
          StoreAccess.call(() -> {
            attempts.takeBack(attempt.user(), attempt.client().network());
            return true;
          });
      throw new ProblemException(ErrorCode.TOO_MANY_REQUESTS);
    }
  }

  /** Takes back a right password, because the session could not be begun. */
  void notBegun(Attempt attempt) {
    giveBack(attempt);
    giveBackRecent(attempt.client());
    try {
      boolean _ =
          StoreAccess.call(() -> {
            attempts.takeBack(attempt.user(), attempt.client().network());
            return true;
          });
    } catch (ProblemException e) {
      LOG.debug("A right password stays counted: {}", e.problem().code());
    }
  }

  /** Takes back what the address has counted of a password that was right or not checked. */
  void giveBack(Attempt attempt) {
    if (attempt.newcomer() != null) {
      failures.passwords().giveBack(attempt.client().address());
    }
  }

  /** Counts a password or a link that was not checked. */
  void overloaded(String factor) {
    counts.add(factor, Outcome.OVERLOADED);
  }

  /** Counts a link, before it is looked up. */
  void beginLink(Client client) {
    reserve(failures.links(), SignInCounts.LINK, client);
  }

  /** Takes back a link that was right. */
  void rightLink(Client client) {
    failures.links().giveBack(client.address());
    giveBackRecent(client);
  }

  /**
   * Counts a password of a user, before it is checked.
   *
   * @return the hash to compare it with; empty if there is none, or it must not be accepted
   */
  Optional<String> countPassword(UUID user, Client client) {
    return StoreAccess.call(() -> {
      boolean counted = attempts.password(user, client.network(), clock.instant());
      return credentials
          .find(user)
          .filter(_ -> counted)
          .flatMap(found -> Optional.ofNullable(found.passwordHash()));
    });
  }

  /** Notes a right password, after the transaction. */
  void succeeded(Attempt attempt) {
    giveBack(attempt);
    giveBackRecent(attempt.client());
    succeeded(SignInCounts.PASSWORD);
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
    networks.add(client.network());
  }

  /** Forgets all attempts of a user, after the use of a link; in the same way. */
  void linkUsed(UUID user, Client client) {
    attempts.linkUsed(user, client.network(), clock.instant());
    networks.add(client.network());
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
    if (attempt.newcomer() != null) {
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
