package dev.notifier.api.security;

import dev.notifier.api.body.StreamedBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.ProblemWriter;
import dev.notifier.config.addresses.AddressRange;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates requests by their bearer token. The API description and the public keys of
 * certificates need none: they contain no personal data. Nor do the sign-in and the messages of
 * providers. Health and metrics have a port of their own.
 */
public final class AuthenticationFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final int FIRST_FAILURE = 500;

  private static final Set<String> DESCRIPTIONS =
      Set.of("/v3/api-docs", "/v3/api-docs.yaml", Problem.TYPES, "/v1/certificate-keys");

  /**
   * The operations that are {@link WithoutSignIn}, with their methods. They limit themselves, by
   * what they learn of who sends them.
   */
  private static final Set<String> SIGN_IN = Set.of("POST /v1/sign-in", "POST /v1/sign-in/link");

  /**
   * Behind it comes the name of a provider, whose requests are signed. Others with GET or POST are
   * {@link WithoutSignIn} as well, and do not exist.
   */
  private static final String PROVIDERS = "/v1/inbound/";

  /**
   * The header of a request that no person has caused, such as that of a page that refreshes
   * itself: it does not extend the session.
   */
  private static final String AUTOMATIC = "Notifier-Automatic";

  private final List<Authenticator> authenticators;
  private final TenantStates tenants;
  private final FailedAttempts failures;
  private final RefusedAccess refused;
  private final RefusedUses refusals;
  private final ProblemWriter problems;
  private final OpenRequests open = new OpenRequests();

  /**
   * @param authenticators in the order in which they are asked
   * @param refused notes each request without a valid key
   * @param refusals reports right keys that are not accepted from an address
   */
  public AuthenticationFilter(
      List<Authenticator> authenticators,
      TenantStates tenants,
      FailedAttempts failures,
      RefusedAccess refused,
      RefusedUses refusals,
      ProblemWriter problems) {
    this.authenticators = List.copyOf(authenticators);
    this.tenants = tenants;
    this.failures = failures;
    this.refused = refused;
    this.refusals = refusals;
    this.problems = problems;
  }

  /**
   * After the body has arrived, which takes as long as the client wants, the caller is found again:
   * the key may have been revoked meanwhile. A response that is ready is sent whatever has become
   * of the key, because its command was carried out.
   */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return isAsyncDispatch(request) && WebAsyncUtils.getAsyncManager(request).hasConcurrentResult();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    @Nullable String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    Optional<Caller> caller;
    try {
      caller = caller(authorization, request);
    } catch (ProblemException e) {
      // 503 says that the right is unknown.
      if (e.problem().status() < FIRST_FAILURE) {
        refused.failedSignIn(request.getRemoteAddr(), authorization, e.problem().code());
      }
      write(request, response, e.problem());
      return;
    }
    try {
      caller.ifPresent(known -> Caller.set(request, PracticeCaller.of(request, known)));
      StreamedBody.setRight(request, () -> requireStill(authorization, request));
    } catch (ProblemException e) {
      write(request, response, e.problem());
      return;
    }
    if (caller.isPresent() || isWithoutSignIn(request.getMethod(), request.getServletPath())) {
      chain.doFilter(request, response);
    } else if (!DESCRIPTIONS.contains(request.getServletPath())) {
      reject(request, response, authorization);
    } else if (!open.run(request, response, chain)) {
      write(request, response, Problem.of(ErrorCode.OVERLOADED));
    }
  }

  /** Right keys never come here, so a limit on failures cannot lock them out. */
  private void reject(
      HttpServletRequest request, HttpServletResponse response, @Nullable String authorization)
      throws IOException {
    // A key that was right before the body is no guess.
    if (!isAsyncDispatch(request) && !failures.add(request.getRemoteAddr())) {
      refused.failedSignIn(
          request.getRemoteAddr(), authorization, ErrorCode.TOO_MANY_ATTEMPTS.id());
      write(request, response, Problem.of(ErrorCode.TOO_MANY_ATTEMPTS));
      return;
    }
    refused.failedSignIn(request.getRemoteAddr(), authorization, ErrorCode.UNAUTHORIZED.id());
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer realm=\"notifier\"" + (authorization != null ? ", error=\"invalid_token\"" : ""));
    write(request, response, Problem.of(ErrorCode.UNAUTHORIZED));
  }

  private void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    response.setHeader(HttpHeaders.CONNECTION, "close");
    problems.write(request, response, problem);
  }

  private static boolean isWithoutSignIn(String method, String path) {
    return SIGN_IN.contains(method + " " + path)
        || (path.startsWith(PROVIDERS) && (method.equals("GET") || method.equals("POST")));
  }

  /**
   * Finds the caller.
   *
   * @throws ProblemException if the key is right and not accepted now, or not from this address
   */
  private Optional<Caller> caller(@Nullable String authorization, HttpServletRequest request) {
    return caller(authorization, request, true);
  }

  /**
   * While a body arrives for long, its caller must keep the key or session, the scope of the
   * operation, and the tenant. A token says at the beginning until when it begins requests.
   */
  private void requireStill(@Nullable String authorization, HttpServletRequest request) {
    Caller begun = Caller.of(request);
    if (begun.hasToken()) {
      if (tenants.of(begun.tenant()) == TenantStates.State.SUSPENDED) {
        throw new ProblemException(ErrorCode.TENANT_SUSPENDED);
      }
      return;
    }
    Caller still =
        caller(authorization, request, false)
            .orElseThrow(() -> new ProblemException(ErrorCode.UNAUTHORIZED));
    Scope required = ScopeInterceptor.requiredOf(request);
    if (required != null) {
      still.require(required);
    }
  }

  private Optional<Caller> caller(
      @Nullable String authorization, HttpServletRequest request, boolean begins) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String token = authorization.substring(SCHEME.length()).strip();
    for (Authenticator authenticator : authenticators) {
      Optional<Caller> caller = authenticator.callerOf(token);
      if (caller.isPresent()) {
        if (!acceptsTenant(authenticator, caller.get())) {
          return Optional.empty();
        }
        checkNetwork(caller.get(), request.getRemoteAddr());
        boolean counts = begins || caller.get().session() != null;
        if (counts && isUse(request, caller.get())) {
          authenticator.used(caller.get(), request.getRemoteAddr());
        }
        return caller;
      }
    }
    return Optional.empty();
  }

  /** Whether it is a request that counts as a use, once. */
  private boolean isUse(HttpServletRequest request, Caller caller) {
    return !isAsyncDispatch(request)
        && (caller.session() == null || !"true".equals(request.getHeader(AUTOMATIC)));
  }

  private boolean acceptsTenant(Authenticator authenticator, Caller caller) {
    return switch (tenants.of(caller.tenant())) {
      case ACTIVE -> true;
      case SUSPENDED -> throw new ProblemException(ErrorCode.TENANT_SUSPENDED);
      case UNKNOWN -> authenticator.acceptsUnknownTenants();
      case UNREAD -> {
        if (!authenticator.acceptsUnknownTenants()) {
          // It may be suspended.
          throw new ProblemException(ErrorCode.KEYS_UNAVAILABLE);
        }
        yield true;
      }
    };
  }

  private void checkNetwork(Caller caller, String address) {
    CallerKey key = caller.key();
    if (key == null || key.permissions().networks().isEmpty()) {
      return;
    }
    if (!AddressRange.contain(key.permissions().networks(), address)) {
      refusals.add(key.id(), RefusedUses.Reason.NETWORK);
      throw new ProblemException(ErrorCode.NETWORK_NOT_ALLOWED);
    }
  }
}
