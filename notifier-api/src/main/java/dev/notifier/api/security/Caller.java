package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller of a request. Immutable.
 *
 * @param name for the audit
 * @param tenant whose data it sees and changes
 * @param scopes what it may do, with the implied scopes; a caller of another tenant than {@code
 *     default} never has a {@link Scope#isNationalOnly} one
 * @param key its stored key, which may limit what it sends; null without limits
 * @param session its session; null if it is not a user
 */
public record Caller(
    String name,
    String tenant,
    Set<Scope> scopes,
    @Nullable CallerKey key,
    @Nullable UserSession session) {
  /** The name of the caller with the key {@code notifier.api-key}. */
  public static final String API = "api";

  /** Callers of tokens and holders of keys never have the same name: it begins the former. */
  public static final String TOKEN_PREFIX = "oidc:";

  /** Begins the names of users, so that they differ from those of keys and tokens. */
  public static final String USER_PREFIX = "user:";

  private static final String ATTRIBUTE = Caller.class.getName();

  public Caller {
    scopes = Scope.withImplied(scopes);
    if (!Tenants.isNational(tenant)) {
      // Whether a key, the configuration or a provider says so.
      scopes =
          scopes.stream()
              .filter(scope -> !scope.isNationalOnly())
              .collect(Collectors.toUnmodifiableSet());
    }
  }

  /** A caller without a stored key. */
  public Caller(String name, String tenant, Set<Scope> scopes) {
    this(name, tenant, scopes, null, null);
  }

  /** The holder of a stored key. */
  public Caller(String name, String tenant, Set<Scope> scopes, @Nullable CallerKey key) {
    this(name, tenant, scopes, key, null);
  }

  /** A caller of the first tenant with every scope. */
  public static Caller administrator(String name) {
    return new Caller(name, Tenants.NATIONAL, EnumSet.allOf(Scope.class));
  }

  /**
   * Requires a scope in addition to that of the operation.
   *
   * @throws ProblemException if the caller does not have it, or not at the moment
   */
  public void require(Scope scope) {
    if (!has(scope)) {
      if (key != null && key.reduced()) {
        throw new ProblemException(ErrorCode.KEYS_UNAVAILABLE);
      }
      if (key != null && key.former() && scope.isManagement()) {
        throw new ProblemException(
            Problem.of(
                ErrorCode.MISSING_SCOPE,
                "The key was rotated, and its former secret cannot manage keys, tenants and users."
                    + " Use the new one."));
      }
      if (session != null) {
        throw new ProblemException(
            Problem.of(
                ErrorCode.MISSING_SCOPE,
                "The operation needs the scope "
                    + scope.id()
                    + ", which none of your roles and rights includes. Ask an administrator."));
      }
      throw new ProblemException(
          Problem.of(
              ErrorCode.MISSING_SCOPE,
              "The operation needs the scope "
                  + scope.id()
                  + ", which this key does not have. Ask an administrator for a key with it."));
    }
  }

  /** Whether it has an access token instead of a key. */
  public boolean hasToken() {
    return key == null && name.startsWith(TOKEN_PREFIX);
  }

  /** Whether it manages the keys and users of all tenants. */
  public boolean managesTenants() {
    return Tenants.isNational(tenant) && has(Scope.TENANTS_MANAGE);
  }

  /** Whether it has a scope. */
  public boolean has(Scope scope) {
    return scopes.contains(scope);
  }

  /**
   * Whether it is a user who answers the questions of recipients. Of the roles, support and
   * administrator look persons up, and the latter manages users.
   */
  public boolean isSupport() {
    return session != null && has(Scope.PEOPLE_READ) && !has(Scope.USERS_MANAGE);
  }

  /**
   * The caller of a request.
   *
   * @throws IllegalStateException if the request was not authenticated
   */
  public static Caller of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("The request was not authenticated");
  }

  /** Whether the request was authenticated. */
  public static boolean isKnown(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }

  static void set(HttpServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }
}
