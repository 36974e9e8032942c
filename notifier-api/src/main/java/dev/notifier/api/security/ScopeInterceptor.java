package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects a request whose caller lacks the scope of the operation, or changes what all tenants
 * share without being of the national one, or is a user who must give a second factor first, before
 * the body is read. The answer to OPTIONS is in the public description, and comes from Spring.
 * Thread-safe.
 */
public final class ScopeInterceptor implements HandlerInterceptor {
  private static final String OPERATIONS = "/v1/";
  private static final String REQUIRED = ScopeInterceptor.class.getName() + ".required";

  private final RefusedAccess refused;
  private final InstantSource clock;

  /**
   * @param refused notes each rejected request
   */
  public ScopeInterceptor(RefusedAccess refused, InstantSource clock) {
    this.refused = refused;
    this.clock = clock;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && request.getServletPath().startsWith(OPERATIONS)
        && !HttpMethod.OPTIONS.matches(request.getMethod())
        && !method.hasMethodAnnotation(WithoutSignIn.class)) {
      ForUsers forUsers = method.getMethodAnnotation(ForUsers.class);
      RequiresScope required = forUsers == null ? required(method) : null;
      Caller caller = Caller.of(request);
      try {
        if (forUsers != null) {
          check(caller, forUsers);
        } else if (required != null) {
          check(caller, required, request.getMethod());
          request.setAttribute(REQUIRED, required.value());
        }
      } catch (ProblemException e) {
        // 503 says that the right is unknown.
        if (e.problem().status() == HttpStatus.FORBIDDEN.value()) {
          @Nullable Scope scope = required == null ? null : required.value();
          refused.denied(request.getRemoteAddr(), caller, scope, e.problem().code());
        }
        throw e;
      }
    }
    return true;
  }

  /** The scope of the operation that a request was let through for; null if it has none. */
  static @Nullable Scope requiredOf(HttpServletRequest request) {
    return request.getAttribute(REQUIRED) instanceof Scope required ? required : null;
  }

  private void check(Caller caller, RequiresScope required, String method) {
    UserSession session = caller.session();
    if (session != null) {
      StepUp.requireComplete(session);
    }
    if (required.value().isNationalOnly() && !Tenants.isNational(caller.tenant())) {
      throw new ProblemException(ErrorCode.DEFAULT_TENANT_ONLY);
    }
    caller.require(required.value());
    if (required.nationalOnly() && !Tenants.isNational(caller.tenant())) {
      throw new ProblemException(ErrorCode.DEFAULT_TENANT_ONLY);
    }
    if (session != null && StepUp.isNeeded(required.value(), method)) {
      StepUp.requireFresh(session, clock.instant());
    }
  }

  private void check(Caller caller, ForUsers required) {
    UserSession session = caller.session();
    if (session == null) {
      throw new ProblemException(ErrorCode.USERS_ONLY);
    }
    if (session.stage().compareTo(required.value()) < 0) {
      StepUp.requireComplete(session);
    }
    if (required.freshSecondFactor() && session.stage() == UserSession.Stage.COMPLETE) {
      StepUp.requireFresh(session, clock.instant());
    }
  }

  /** An operation without a scope is closed to everyone. */
  private static RequiresScope required(HandlerMethod method) {
    RequiresScope required = method.getMethodAnnotation(RequiresScope.class);
    if (required == null) {
      throw new IllegalStateException(method.getShortLogMessage() + " names no scope");
    }
    return required;
  }
}
