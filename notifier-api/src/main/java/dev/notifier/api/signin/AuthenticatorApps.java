package dev.notifier.api.signin;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.UserSession;
import dev.notifier.api.sessions.Client;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.users.UserCredentialStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Authenticator apps and recovery codes of users. In audited operations. Thread-safe. */
public final class AuthenticatorApps {
  /** How long a new secret can be confirmed. */
  static final Duration CONFIRM_WITHIN = Duration.ofMinutes(15);

  private static final String ISSUER = "Notifier";

  private final UserCredentialStore store;
  private final RecoveryCodes recoveryCodes;
  private final SecondFactors factors;
  private final SecretBox box;
  private final AuditTrail audit;
  private final RandomGenerator random;
  private final InstantSource clock;

  AuthenticatorApps(
      UserCredentialStore store,
      RecoveryCodes recoveryCodes,
      SecondFactors factors,
      SecretBox box,
      AuditTrail audit,
      RandomGenerator random,
      InstantSource clock) {
    this.store = store;
    this.recoveryCodes = recoveryCodes;
    this.factors = factors;
    this.box = box;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A secret for an app, shown once.
   *
   * @param uri as a QR code has it
   * @param secret in base 32, to be typed
   */
  public record NewApp(String uri, String secret, Instant confirmUntil) {
    /** Omits the secret. */
    @Override
    public String toString() {
      return "NewApp[]";
    }
  }

  /**
   * An app that was confirmed.
   *
   * @param recoveryCodes shown once
   */
  public record Confirmed(SignedIn signedIn, List<String> recoveryCodes) {
    public Confirmed {
      recoveryCodes = List.copyOf(recoveryCodes);
    }

    /** Omits the codes. */
    @Override
    public String toString() {
      return "Confirmed[]";
    }
  }

  /** Makes a secret. The present app stays until the first code of the new one. */
  public NewApp begin(Caller caller) {
    UserSession session = SecondFactors.session(caller);
    byte[] secret = new byte[Totp.SECRET_BYTES];
    random.nextBytes(secret);
    Instant until = clock.instant().plus(CONFIRM_WITHIN);
    boolean _ =
        StoreAccess.call(() ->
            audit.change(
                () -> {
                  factors.checkMayAdd(session);
                  store.putPendingTotp(
                      session.userId(), box.encrypt(session.userId(), secret), until);
                  return true;
                },
                done -> change(session, Map.of())));
    String text = Base32.encode(secret);
    return new NewApp(uri(caller, text), text, until);
  }

  private static String uri(Caller caller, String secret) {
    String name = caller.name().substring(Caller.USER_PREFIX.length());
    return "otpauth://totp/" + ISSUER + ":" + name + "?secret=" + secret + "&issuer=" + ISSUER;
  }

  /**
   * Confirms the secret with a code of the app; all recovery codes are replaced.
   *
   * @throws ProblemException if no secret waits, the code is wrong, or the session has ended
   */
  public Confirmed confirm(Caller caller, String code, Client client) {
    UserSession session = SecondFactors.session(caller);
    // Who may add an app knows its secret, so there is nothing to guess.
    boolean counted = factors.count(session);
    byte[] pending = pending(session.userId());
    OptionalLong step = step(session.userId(), pending, code);
    if (!counted || step.isEmpty()) {
      throw factors.wrong(
          caller, session, client, SecondFactor.TOTP, Problem.of(ErrorCode.WRONG_CODE));
    }
    return StoreAccess.call(() ->
        audit.change(
            () -> {
              factors.checkMayAdd(session);
              if (!store.confirmTotp(session.userId(), pending, step.getAsLong())) {
                throw new ProblemException(ErrorCode.NO_PENDING_APP);
              }
              return new Confirmed(
                  factors.added(session, SecondFactor.TOTP, client),
                  recoveryCodes.renew(session.userId()));
            },
            done -> change(session, Map.of("recoveryCodes", done.recoveryCodes().size()))));
  }

  private byte[] pending(UUID user) {
    Instant now = clock.instant();
    return StoreAccess.call(() -> store.find(user))
        .filter(found -> {
          Instant until = found.totpPendingUntil();
          return until != null && now.isBefore(until);
        })
        .flatMap(found -> Optional.ofNullable(found.totpPending()))
        .orElseThrow(() -> new ProblemException(ErrorCode.NO_PENDING_APP));
  }

  private OptionalLong step(UUID user, byte[] encrypted, String code) {
    return box.decrypt(user, encrypted)
        .map(secret -> Totp.matchingStep(secret, code, clock.instant()))
        .orElse(OptionalLong.empty());
  }

  /** Gives a code of the app as the second factor. */
  public SignedIn give(Caller caller, String code, Client client) {
    UUID user = SecondFactors.session(caller).userId();
    return factors.give(caller, SecondFactor.TOTP, client, () -> accept(user, code));
  }

  /** A code counts once, even when it is sent to two instances at the same time. */
  private boolean accept(UUID user, String code) {
    Optional<byte[]> secret =
        store.find(user).flatMap(found -> Optional.ofNullable(found.totpSecret()));
    if (secret.isEmpty()) {
      return false;
    }
    OptionalLong step = step(user, secret.get(), code);
    return step.isPresent() && store.acceptStep(user, step.getAsLong());
  }

  /** Gives a recovery code as the second factor. */
  public SignedIn recover(Caller caller, String code, Client client) {
    UUID user = SecondFactors.session(caller).userId();
    return factors.give(
        caller, SecondFactor.RECOVERY_CODE, client, () -> recoveryCodes.use(user, code));
  }

  /** Replaces the recovery codes. */
  public List<String> renewRecoveryCodes(Caller caller) {
    UserSession session = SecondFactors.session(caller);
    return StoreAccess.call(() ->
        audit.change(
            () -> {
              factors.requireLive(session);
              if (!factors.has(session.userId())) {
                throw new ProblemException(ErrorCode.SIGN_IN_INCOMPLETE);
              }
              return recoveryCodes.renew(session.userId());
            },
            codes -> change(session, Map.of("recoveryCodes", codes.size()))));
  }

  /**
   * Removes the app.
   *
   * @throws ProblemException if the user has no passkey, or passkeys are off, and so no other
   *     second factor
   */
  public void remove(Caller caller) {
    UserSession session = SecondFactors.session(caller);
    boolean _ =
        StoreAccess.call(() ->
            audit.change(
                () -> {
                  factors.requireLive(session);
                  if (!factors.hasUsablePasskey(session.userId())) {
                    throw new ProblemException(ErrorCode.LAST_SECOND_FACTOR);
                  }
                  return store.removeTotp(session.userId());
                },
                removed -> removed ? change(session, Map.of()) : null));
  }

  private static Change change(UserSession session, Map<String, ?> detail) {
    return new Change(new Target("user", session.userId().toString()), null, null, detail);
  }
}
