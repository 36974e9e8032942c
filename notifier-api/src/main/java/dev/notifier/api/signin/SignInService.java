package dev.notifier.api.signin;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.TenantStates;
import dev.notifier.api.sessions.Client;
import dev.notifier.api.sessions.Sessions;
import dev.notifier.api.sessions.Sessions.Opened;
import dev.notifier.api.sessions.Sha256;
import dev.notifier.api.signin.GuessLimits.Attempt;
import dev.notifier.api.signin.password.PasswordRules;
import dev.notifier.api.signin.password.Passwords;
import dev.notifier.api.signin.password.Passwords.Checked;
import dev.notifier.api.signin.password.RankedPlaces;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.users.StoredUser;
import dev.notifier.store.users.UserCredentialStore;
import dev.notifier.store.users.UserCredentialStore.UsedLink;
import dev.notifier.store.users.UserStore;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Signs users in, up to the second factor. That a user does not exist, is disabled or locked has
 * the response of a wrong password, after the same time. In an audited operation. Thread-safe.
 */
public final class SignInService {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,39}");

  private static final Logger LOG = LoggerFactory.getLogger(SignInService.class);

  /** A user who does not exist, so that an unknown name takes the same queries. */
  private static final UUID UNKNOWN_USER = new UUID(0, 0);

  private final UserStore users;
  private final UserCredentialStore credentials;
  private final TenantStates tenants;
  private final RankedPlaces connections;
  private final Passwords passwords;
  private final PasswordRules rules;
  private final Sessions sessions;
  private final SecondFactors factors;
  private final GuessLimits guesses;
  private final AuditTrail audit;
  private final InstantSource clock;

  /**
   * @param connections those to PostgreSQL that sign-ins may have at the same time; none while a
   *     password is hashed
   */
  SignInService(
      Stores stores,
      RankedPlaces connections,
      Passwords passwords,
      PasswordRules rules,
      Sessions sessions,
      SecondFactors factors,
      GuessLimits guesses,
      AuditTrail audit,
      InstantSource clock) {
    this.users = stores.users();
    this.credentials = stores.credentials();
    this.tenants = stores.tenants();
    this.connections = connections;
    this.passwords = passwords;
    this.rules = rules;
    this.sessions = sessions;
    this.factors = factors;
    this.guesses = guesses;
    this.audit = audit;
    this.clock = clock;
  }

  /** What is known of users and their tenants. */
  record Stores(UserStore users, UserCredentialStore credentials, TenantStates tenants) {}

  /**
   * Begins a session with a password.
   *
   * @param name as typed; capital letters and spaces around it do not matter
   * @throws ProblemException {@code wrong-credentials} whatever is wrong; 429 if the address had
   *     too many failures; 503 if too many sign in at the moment
   */
  public SignedIn signIn(String name, String password, Client client) {
    int rank = guesses.rank(client);
    Candidate candidate =
        limited(
            SignInCounts.PASSWORD, () -> connections.in(rank, () -> candidate(name, client, rank)));
    Checked checked = check(password, candidate.attempt());
    SignedIn begun = begun(candidate, checked, client);
    guesses.succeeded(candidate.attempt());
    improve(candidate.attempt().user(), checked, password);
    return begun;
  }

  /** A right password must not count as a wrong one because there is no session. */
  private SignedIn begun(Candidate candidate, Checked checked, Client client) {
    try {
      return limited(
          SignInCounts.PASSWORD,
          () -> connections.in(RankedPlaces.FIRST, () -> begin(candidate, checked, client)));
    } catch (ProblemException e) {
      if (checked.right() && e.problem().status() >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
        guesses.notBegun(candidate.attempt());
      }
      throw e;
    }
  }

  /** Who may sign in; a user who does not exist takes the same queries. */
  private record Candidate(Optional<StoredUser> user, Attempt attempt) {}

  private Candidate candidate(String name, Client client, int rank) {
    return StoreAccess.call(() -> {
      Optional<StoredUser> user = find(name);
      UUID id = user.map(StoredUser::id).orElse(UNKNOWN_USER);
      return new Candidate(user, guesses.begin(id, client, rank));
    });
  }

  private Checked check(String password, Attempt attempt) {
    Supplier<Optional<String>> hash =
        () ->
            connections.in(
                RankedPlaces.FIRST, () -> guesses.countPassword(attempt.user(), attempt.client()));
    try {
      return limited(
          SignInCounts.PASSWORD, () -> passwords.check(password, hash, attempt.newcomer()));
    } catch (ProblemException e) {
      guesses.giveBack(attempt);
      throw e;
    }
  }

  /** Counts what is not done because too much is done already. */
  private <T> T limited(String factor, Supplier<T> work) {
    try {
      return work.get();
    } catch (ProblemException e) {
      if (e.problem().code().equals(ErrorCode.OVERLOADED.id())) {
        guesses.overloaded(factor);
      }
      throw e;
    }
  }

  private SignedIn begin(Candidate candidate, Checked checked, Client client) {
    Optional<StoredUser> user = candidate.user();
    String hash = checked.hash();
    if (user.isEmpty() || !maySignIn(user.get()) || !checked.right() || hash == null) {
      throw wrong(candidate);
    }
    guesses.requireFewSignIns(candidate.attempt());
    return begin(user.get(), hash, client).orElseThrow(() -> wrong(candidate));
  }

  /**
   * Whether neither the user is disabled nor the tenant suspended.
   *
   * @throws ProblemException if it is not known yet whether the tenant is
   */
  private boolean maySignIn(StoredUser user) {
    return switch (tenants.of(user.tenant())) {
      case ACTIVE -> user.isActive();
      case SUSPENDED, UNKNOWN -> false;
      case UNREAD -> throw new ProblemException(ErrorCode.KEYS_UNAVAILABLE);
    };
  }

  private Optional<StoredUser> find(String typed) {
    String name = typed.strip().toLowerCase(Locale.ROOT);
    // Other names cannot exist, and need not be sent to PostgreSQL as they are.
    String known = NAME.matcher(name).matches() ? name : "";
    return users.findByName(known);
  }

  /** Empty if the password was changed meanwhile: its sessions have ended. */
  private Optional<SignedIn> begin(StoredUser user, String hash, Client client) {
    audit.signedIn(user.tenant(), Caller.USER_PREFIX + user.name());
    return StoreAccess.call(() ->
        audit.change(
            () -> {
              if (!credentials.holdsPassword(user.id(), hash)) {
                return Optional.<SignedIn>empty();
              }
              guesses.right(user.id(), client);
              return Optional.of(open(user.id(), client));
            },
            done -> done.map(signedIn -> change(user, signedIn)).orElse(null)));
  }

  private SignedIn open(UUID user, Client client) {
    Opened session = sessions.begin(user, client);
    return SignedIn.begun(session, factors.has(user), factors.of(user));
  }

  private static Change change(StoredUser user, SignedIn signedIn) {
    return new Change(
        new Target("user", user.id().toString()), null, null, Map.of("stage", signedIn.stage()));
  }

  private ProblemException wrong(Candidate candidate) {
    Optional<StoredUser> user = candidate.user();
    return guesses.wrongPassword(
        candidate.attempt(),
        user.map(StoredUser::tenant).orElse(Tenants.NATIONAL),
        user.map(found -> Caller.USER_PREFIX + found.name()).orElse(null));
  }

  /** New parameters of the hash apply from the next sign-in, or from a later one. */
  private void improve(UUID user, Checked checked, String password) {
    String hash = checked.hash();
    if (hash == null || !passwords.isOutdated(hash)) {
      return;
    }
    try {
      String better = passwords.hash(password);
      boolean _ =
          StoreAccess.call(() -> {
            credentials.setHash(user, hash, better);
            return true;
          });
    } catch (ProblemException e) {
      // The session is stored, and its token must not be lost.
      LOG.debug("The hash of a password is improved later: {}", e.problem().code());
    }
  }

  /**
   * Sets the password with a one-time link, ends all sessions of the user, and begins one. If the
   * link removes the second factors, the user adds a new one next.
   *
   * @throws ProblemException {@code link-not-valid} or {@code unusable-password}; 429 if the
   *     address had too many failures with links; 503 if too many sign in at the moment
   */
  public SignedIn useLink(String link, String password, Client client) {
    int rank = guesses.rank(client);
    guesses.beginLink(client);
    byte[] linkHash = Sha256.of(link);
    StoredUser user =
        limited(SignInCounts.LINK, () -> connections.in(rank, () -> ownerOf(linkHash)))
            .orElseThrow(() -> guesses.wrongLink(client));
    guesses.rightLink(client);
    rules.check(password, user.name());
    String hash = passwords.hash(password);
    SignedIn signedIn =
        connections
            .in(RankedPlaces.FIRST, () -> useLink(user, linkHash, hash, client))
            .orElseThrow(() -> new ProblemException(ErrorCode.LINK_NOT_VALID));
    guesses.succeeded(SignInCounts.LINK);
    return signedIn;
  }

  private Optional<StoredUser> ownerOf(byte[] linkHash) {
    return StoreAccess.call(() ->
        credentials
            .findLink(linkHash, clock.instant())
            .flatMap(users::find)
            .filter(this::maySignIn));
  }

  private Optional<SignedIn> useLink(StoredUser user, byte[] linkHash, String hash, Client client) {
    audit.signedIn(user.tenant(), Caller.USER_PREFIX + user.name());
    return StoreAccess.call(() ->
        audit.change(
            () ->
                users
                    .lockByName(user.name())
                    .flatMap(_ -> credentials.useLink(linkHash, hash, clock.instant()))
                    .map(used -> replaceSessions(used, client)),
            signedIn -> signedIn.map(each -> change(user, each)).orElse(null)));
  }

  private SignedIn replaceSessions(UsedLink used, Client client) {
    guesses.linkUsed(used.userId(), client);
    sessions.endAll(used.userId(), null, "new password");
    return open(used.userId(), client);
  }
}
