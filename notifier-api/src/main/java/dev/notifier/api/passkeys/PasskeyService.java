package dev.notifier.api.passkeys;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.passkeys.Verification.Accepted;
import dev.notifier.api.passkeys.Verification.Refused;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.UserSession;
import dev.notifier.api.sessions.Client;
import dev.notifier.api.signin.RecoveryCodes;
import dev.notifier.api.signin.SecondFactor;
import dev.notifier.api.signin.SecondFactors;
import dev.notifier.api.signin.SignedIn;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.users.PasskeyStore;
import dev.notifier.store.users.PasskeyStore.Ceremony;
import dev.notifier.store.users.StoredPasskey;
import dev.notifier.store.users.StoredUser;
import dev.notifier.store.users.UserStore;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passkeys of users. A challenge belongs to a session and a ceremony and is used up by the first
 * response, whatever it is. Every method throws a {@link ProblemException} if it fails.
 * Thread-safe.
 */
final class PasskeyService {
  /** Of each user. */
  static final int MAX_PASSKEYS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(PasskeyService.class);

  private final @Nullable Ceremonies ceremonies;
  private final PasskeyStore store;
  private final UserStore users;
  private final SecondFactors factors;
  private final RecoveryCodes recoveryCodes;
  private final AuditTrail audit;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * @param ceremonies null = passkeys are off
   */
  PasskeyService(
      @Nullable Ceremonies ceremonies,
      PasskeyStore store,
      UserStore users,
      SecondFactors factors,
      RecoveryCodes recoveryCodes,
      AuditTrail audit,
      RandomGenerator random,
      InstantSource clock) {
    this.ceremonies = ceremonies;
    this.store = store;
    this.users = users;
    this.factors = factors;
    this.recoveryCodes = recoveryCodes;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /** The passkeys of the caller. */
  List<StoredPasskey> all(Caller caller) {
    UUID user = SecondFactors.session(caller).userId();
    return StoreAccess.call(() -> store.ofUser(user));
  }

  /** Begins to add a passkey. */
  CreationOptions creationOptions(Caller caller) {
    Ceremonies enabled = enabled();
    UserSession session = SecondFactors.session(caller);
    StoredUser user =
        StoreAccess.call(() -> users.find(session.userId()))
            .orElseThrow(() -> new ProblemException(ErrorCode.UNAUTHORIZED));
    List<StoredPasskey> present = all(caller);
    if (present.size() >= MAX_PASSKEYS) {
      throw new ProblemException(ErrorCode.TOO_MANY_PASSKEYS);
    }
    return enabled.creationOptions(user, newChallenge(session, Ceremony.REGISTRATION), present);
  }

  /** Adds a passkey. The session of a user without a second factor becomes complete. */
  PasskeyDocument.Added add(Caller caller, PasskeyForm form, Client client) {
    Ceremonies enabled = enabled();
    UserSession session = SecondFactors.session(caller);
    byte[] challenge = challenge(session, Ceremony.REGISTRATION);
    StoredPasskey passkey =
        switch (enabled.register(form.credential().response(), challenge)) {
          case Accepted<Ceremonies.Registration>(var made) -> stored(session, form, made);
          case Refused<Ceremonies.Registration>(var reason) ->
              throw new ProblemException(
                  Problem.of(
                      List.of(
                          new Violation(
                              "/credential", ErrorCode.INVALID_PASSKEY, reason.detail()))));
        };
    return StoreAccess.call(() ->
        audit.change(
            () -> insert(session, passkey, client),
            added ->
                change(
                    passkey.id(),
                    added.recoveryCodes() == null
                        ? Map.of()
                        : Map.of("recoveryCodes", added.recoveryCodes().size()))));
  }

  private StoredPasskey stored(
      UserSession session, PasskeyForm form, Ceremonies.Registration made) {
    List<String> transports = form.credential().response().transports();
    return new StoredPasskey(
        new UUID(random.nextLong(), random.nextLong()),
        made.id(),
        session.userId(),
        form.label().strip(),
        made.credential(),
        made.signCount(),
        made.backupEligible(),
        transports == null ? List.of() : transports,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        null);
  }

  private PasskeyDocument.Added insert(UserSession session, StoredPasskey passkey, Client client) {
    factors.checkMayAdd(session);
    switch (store.insert(passkey, MAX_PASSKEYS)) {
      case TAKEN -> throw new ProblemException(ErrorCode.PASSKEY_TAKEN);
      case TOO_MANY -> throw new ProblemException(ErrorCode.TOO_MANY_PASSKEYS);
      case ADDED -> {
        // The rest follows.
      }
    }
    return new PasskeyDocument.Added(
        PasskeyDocument.of(passkey),
        factors.added(session, SecondFactor.PASSKEY, client),
        recoveryCodes.renewIfNone(session.userId()).orElse(null));
  }

  /** Removes a passkey, unless it is the last second factor. */
  void remove(Caller caller, UUID id) {
    UserSession session = SecondFactors.session(caller);
    PasskeyStore.Removed removed =
        StoreAccess.call(() ->
            audit.change(
                () -> {
                  factors.requireLive(session);
                  return store.remove(session.userId(), id);
                },
                result -> result == PasskeyStore.Removed.REMOVED ? change(id, Map.of()) : null));
    switch (removed) {
      case MISSING -> throw new ProblemException(ErrorCode.PASSKEY_NOT_FOUND);
      case LAST_SECOND_FACTOR -> throw new ProblemException(ErrorCode.LAST_SECOND_FACTOR);
      case REMOVED -> {
        // As it should be.
      }
    }
  }

  /** Begins to use a passkey. */
  RequestOptions requestOptions(Caller caller) {
    Ceremonies enabled = enabled();
    UserSession session = SecondFactors.session(caller);
    List<StoredPasskey> present = all(caller);
    if (present.isEmpty()) {
      throw new ProblemException(ErrorCode.NO_PASSKEY);
    }
    return enabled.requestOptions(newChallenge(session, Ceremony.AUTHENTICATION), present);
  }

  /** Gives a passkey as the second factor. */
  SignedIn signIn(Caller caller, SignatureForm form, Client client) {
    Ceremonies enabled = enabled();
    UserSession session = SecondFactors.session(caller);
    byte[] challenge = challenge(session, Ceremony.AUTHENTICATION);
    return factors.give(
        caller,
        SecondFactor.PASSKEY,
        client,
        Problem.of(ErrorCode.PASSKEY_REFUSED),
        () -> problem(enabled, session, form.credential(), challenge));
  }

  /** Notes the use in the transaction of the caller; a problem if the passkey is not accepted. */
  private Optional<Problem> problem(
      Ceremonies enabled, UserSession session, SignatureForm.Credential form, byte[] challenge) {
    return switch (enabled.authenticate(form, challenge, store.ofUser(session.userId()))) {
      case Accepted<Ceremonies.Use>(var use) ->
          store.noteUse(use.passkey().id(), use.signCount())
              ? Optional.empty()
              : Optional.of(problem(Refusal.COPIED));
      case Refused<Ceremonies.Use>(var reason) -> Optional.of(problem(reason));
    };
  }

  private static Problem problem(Refusal reason) {
    return switch (reason) {
      case UNREADABLE ->
          Problem.of(
              List.of(new Violation("/credential", ErrorCode.INVALID_PASSKEY, reason.detail())));
      case COPIED -> {
        LOG.warn("The count of signatures of a passkey went back; the audit has the user");
        yield Problem.of(ErrorCode.PASSKEY_COPIED);
      }
      case WRONG_KIND,
          CHALLENGE,
          ORIGIN,
          DOMAIN,
          NOT_PRESENT,
          ALGORITHM,
          UNKNOWN_PASSKEY,
          SIGNATURE,
          INVALID ->
          Problem.of(ErrorCode.PASSKEY_REFUSED, reason.detail());
    };
  }

  private Ceremonies enabled() {
    if (ceremonies == null) {
      throw new ProblemException(ErrorCode.PASSKEYS_OFF);
    }
    return ceremonies;
  }

  private byte[] newChallenge(UserSession session, Ceremony ceremony) {
    byte[] challenge = new byte[Ceremonies.CHALLENGE_BYTES];
    random.nextBytes(challenge);
    boolean _ =
        StoreAccess.call(() -> {
          store.putChallenge(session.sessionId(), ceremony, challenge, Ceremonies.CHALLENGE_LIFE);
          return true;
        });
    return challenge;
  }

  private byte[] challenge(UserSession session, Ceremony ceremony) {
    return StoreAccess.call(() -> store.takeChallenge(session.sessionId(), ceremony))
        .orElseThrow(() -> new ProblemException(ErrorCode.NO_CHALLENGE));
  }

  private static Change change(UUID passkey, Map<String, ?> detail) {
    return new Change(new Target("passkey", passkey.toString()), null, null, detail);
  }
}
