package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.tenants.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects a request whose caller lacks the scope of the operation, or changes what all tenants
 * share without being of the national one, before the body is read. The answer to OPTIONS is in the
 * public description, and comes from Spring. Thread-safe.
 */
public final class ScopeInterceptor implements HandlerInterceptor {
  private static final String OPERATIONS = "/v1/";

  private final RefusedAccess refused;

  /**
   * @param refused notes each rejected request
   */
  public ScopeInterceptor(RefusedAccess refused) {
    this.refused = refused;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && request.getServletPath().startsWith(OPERATIONS)
        && !HttpMethod.OPTIONS.matches(request.getMethod())) {
      RequiresScope required = required(method);
      Caller caller = Caller.of(request);
      try {
        caller.require(required.value());
        if (required.nationalOnly() && !Tenants.isNational(caller.tenant())) {
          throw new ProblemException(ErrorCode.DEFAULT_TENANT_ONLY);
        }
      } catch (ProblemException e) {
        // 503 says that the right is unknown.
        if (e.problem().status() == HttpStatus.FORBIDDEN.value()) {
          refused.denied(request.getRemoteAddr(), caller, required.value(), e.problem().code());
        }
        throw e;
      }
    }
    return true;
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
