package dev.notifier.api.signin;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.UserSession;
import dev.notifier.api.security.UserSession.Stage;
import dev.notifier.api.sessions.Client;
import dev.notifier.api.sessions.Sessions;
import dev.notifier.api.sessions.Sessions.Opened;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.users.StoredCredentials;
import dev.notifier.store.users.UserCredentialStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Second factors: which a user has, and what follows when one was right. Used by authenticator
 * apps, recovery codes and passkeys alike. Thread-safe.
 */
public final class SecondFactors {
  private final UserCredentialStore store;
  private final RecoveryCodes recoveryCodes;
  private final Sessions sessions;
  private final GuessLimits guesses;
  private final boolean passkeysEnabled;
  private final AuditTrail audit;
  private final InstantSource clock;

  SecondFactors(
      UserCredentialStore store,
      RecoveryCodes recoveryCodes,
      Sessions sessions,
      GuessLimits guesses,
      boolean passkeysEnabled,
      AuditTrail audit,
      InstantSource clock) {
    this.store = store;
    this.recoveryCodes = recoveryCodes;
    this.sessions = sessions;
    this.guesses = guesses;
    this.passkeysEnabled = passkeysEnabled;
    this.audit = audit;
    this.clock = clock;
  }

  /** The session of a caller of an operation for users. */
  public static UserSession session(Caller caller) {
    return Objects.requireNonNull(caller.session(), "the operation is for users");
  }

  /** The second factors that a user can give now; perhaps none while passkeys are off. */
  public List<SecondFactor> of(UUID user) {
    List<SecondFactor> factors = new ArrayList<>();
    if (hasApp(user)) {
      factors.add(SecondFactor.TOTP);
    }
    if (hasUsablePasskey(user)) {
      factors.add(SecondFactor.PASSKEY);
    }
    if (has(user) && recoveryCodes.count(user) > 0) {
      factors.add(SecondFactor.RECOVERY_CODE);
    }
    return factors;
  }

  /**
   * Whether a user has an app or a passkey, even while passkeys are off: someone who knows the
   * password of such a user must not add a factor.
   */
  boolean has(UUID user) {
    return hasApp(user) || store.passkeys(user) > 0;
  }

  private boolean hasApp(UUID user) {
    return store.find(user).filter(StoredCredentials::hasTotp).isPresent();
  }

  /** Whether a user has a passkey, and passkeys are on. */
  boolean hasUsablePasskey(UUID user) {
    return passkeysEnabled && store.passkeys(user) > 0;
  }

  /**
   * Gives a second factor: completes the session, with another token, or renews a complete one. The
   * attempt is counted before it is checked. In an audited operation.
   *
   * @param check whether it is right; runs in the transaction in which the session changes, which
   *     is rolled back if it is not
   * @throws ProblemException {@code wrong-code} if it is not right
   */
  public SignedIn give(Caller caller, SecondFactor factor, Client client, BooleanSupplier check) {
    Problem wrong = Problem.of(ErrorCode.WRONG_CODE);
    return give(
        caller,
        factor,
        client,
        wrong,
        () -> check.getAsBoolean() ? Optional.empty() : Optional.of(wrong));
  }

  /**
   * Gives a second factor that can be wrong in several ways.
   *
   * @param notChecked the problem if nothing is checked after too many failures
   * @param check what is wrong; empty if it is right; runs as above
   * @throws ProblemException with that problem
   */
  public SignedIn give(
      Caller caller,
      SecondFactor factor,
      Client client,
      Problem notChecked,
      Supplier<Optional<Problem>> check) {
    UserSession session = session(caller);
    if (session.stage() == Stage.ENROLMENT_NEEDED) {
      throw new ProblemException(ErrorCode.SIGN_IN_INCOMPLETE);
    }
    if (!count(session) || !guesses.countSecondFactor(session.userId())) {
      throw wrong(caller, session, client, factor, notChecked);
    }
    Given given =
        StoreAccess.call(() ->
            audit.change(
                () -> {
                  store.lock(session.userId());
                  return check
                      .get()
                      .map(problem -> new Given(null, problem))
                      .orElseGet(() -> new Given(complete(session, factor, client), notChecked));
                },
                done -> done.signedIn() == null ? null : change(session, factor)));
    if (given.signedIn() == null) {
      throw wrong(caller, session, client, factor, given.problem());
    }
    guesses.succeeded(factor.id());
    return given.signedIn();
  }

  /**
   * What became of a second factor.
   *
   * @param signedIn null = it was wrong
   * @param problem if it was wrong
   */
  private record Given(@Nullable SignedIn signedIn, Problem problem) {}

  private SignedIn complete(UserSession session, SecondFactor factor, Client client) {
    Opened opened = null;
    if (session.stage() != Stage.COMPLETE) {
      opened =
          sessions
              .complete(session, factor.id())
              .orElseThrow(() -> new ProblemException(ErrorCode.UNAUTHORIZED));
    } else if (!sessions.renew(session, factor.id())) {
      throw new ProblemException(ErrorCode.UNAUTHORIZED);
    }
    guesses.complete(session.userId(), client);
    return SignedIn.complete(opened, clock.instant().plus(UserSession.FRESH));
  }

  private static Change change(UserSession session, SecondFactor factor) {
    return new Change(
        new Target("session", session.sessionId().toString()),
        null,
        null,
        Map.of("secondFactor", factor.id()));
  }

  /**
   * Counts a code of a session before it is checked; false if it must not be checked.
   *
   * @throws ProblemException if the session has ended meanwhile, perhaps on another instance
   */
  boolean count(UserSession session) {
    return StoreAccess.call(() -> {
      boolean counted = sessions.countCode(session);
      if (!counted && !sessions.lock(session)) {
        throw new ProblemException(ErrorCode.UNAUTHORIZED);
      }
      return counted;
    });
  }

  /** A session that is not complete ends with its last code. */
  ProblemException wrong(
      Caller caller, UserSession session, Client client, SecondFactor factor, Problem problem) {
    boolean _ =
        StoreAccess.call(() -> {
          sessions.endIfGuessed(session);
          return true;
        });
    return guesses.wrong(client, caller, factor.id(), problem);
  }

  /**
   * Requires, in a transaction that changes how a user signs in, that the session has not ended
   * meanwhile. No other transaction ends it, or changes how the user signs in, before this one
   * ends.
   *
   * @throws ProblemException if it has ended, perhaps on another instance, or the user is disabled
   */
  public void requireLive(UserSession session) {
    if (!store.lockActive(session.userId()) || !sessions.lock(session)) {
      throw new ProblemException(ErrorCode.UNAUTHORIZED);
    }
  }

  /**
   * Requires, in the transaction that adds a second factor, that the session may: one whose sign-in
   * is not complete adds the first one only. No other request adds one before the transaction ends.
   *
   * @throws ProblemException if the user has a second factor meanwhile
   */
  public void checkMayAdd(UserSession session) {
    requireLive(session);
    if (session.stage() != Stage.COMPLETE && has(session.userId())) {
      throw new ProblemException(ErrorCode.SIGN_IN_INCOMPLETE);
    }
  }

  /**
   * Completes the session of a user who has added the first second factor, which was right; in the
   * transaction that adds it. A complete session stays as it is.
   */
  public SignedIn added(UserSession session, SecondFactor factor, Client client) {
    if (session.stage() != Stage.COMPLETE) {
      return complete(session, factor, client);
    }
    Instant given = Objects.requireNonNull(session.secondFactorAt(), "a complete session");
    return SignedIn.complete(null, given.plus(UserSession.FRESH));
  }
}
