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
import dev.notifier.api.signin.password.PasswordRules;
import dev.notifier.api.signin.password.Passwords;
import dev.notifier.api.signin.password.Passwords.Checked;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.users.StoredUser;
import dev.notifier.store.users.UserCredentialStore;
import dev.notifier.store.users.UserStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** What users see and change of their own account. Thread-safe. */
public final class OwnAccount {
  private final UserStore users;
  private final UserCredentialStore credentials;
  private final Passwords passwords;
  private final PasswordRules rules;
  private final SecondFactors factors;
  private final Sessions sessions;
  private final GuessLimits guesses;
  private final AuditTrail audit;
  private final InstantSource clock;

  OwnAccount(
      SignInService.Stores stores,
      Passwords passwords,
      PasswordRules rules,
      SecondFactors factors,
      Sessions sessions,
      GuessLimits guesses,
      AuditTrail audit,
      InstantSource clock) {
    this.users = stores.users();
    this.credentials = stores.credentials();
    this.passwords = passwords;
    this.rules = rules;
    this.factors = factors;
    this.sessions = sessions;
    this.guesses = guesses;
    this.audit = audit;
    this.clock = clock;
  }

  /** The account of the caller. */
  public AccountDocument read(Caller caller) {
    UserSession session = SecondFactors.session(caller);
    return StoreAccess.call(() -> {
      if (session.stage() != Stage.COMPLETE) {
        return AccountDocument.incomplete(session, factors.of(session.userId()));
      }
      StoredUser user =
          users
              .find(session.userId())
              .orElseThrow(() -> new ProblemException(ErrorCode.UNAUTHORIZED));
      return AccountDocument.of(
          caller, user, factors.of(user.id()), sessions.failedAttempts(session));
    });
  }

  /**
   * Changes the password, and ends all other sessions.
   *
   * @throws ProblemException {@code wrong-credentials} if the present password is wrong, {@code
   *     unusable-password} if the new one is not accepted
   */
  public void changePassword(Caller caller, String present, String changed, Client client) {
    UserSession session = SecondFactors.session(caller);
    UUID user = session.userId();
    Checked checked = passwords.check(present, () -> guesses.countPassword(user, client), null);
    String hash = checked.hash();
    if (!checked.right() || hash == null) {
      throw guesses.wrong(
          client, caller, SignInCounts.PASSWORD, Problem.of(ErrorCode.WRONG_PASSWORD));
    }
    rules.check(changed, caller.name().substring(Caller.USER_PREFIX.length()));
    String changedHash = passwords.hash(changed);
    int _ =
        StoreAccess.call(() ->
            audit.change(
                () -> {
                  factors.requireLive(session);
                  if (!credentials.holdsPassword(user, hash)) {
                    throw new ProblemException(ErrorCode.CONFLICT);
                  }
                  guesses.right(user, client);
                  credentials.setPassword(user, changedHash, clock.instant());
                  return sessions.endAll(user, session.sessionId(), "new password");
                },
                ended ->
                    new Change(
                        new Target("user", user.toString()),
                        null,
                        null,
                        Map.of("endedSessions", ended))));
  }
}
