package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects a request whose caller lacks the scope of the operation, before the body is read.
 * Thread-safe.
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
        && request.getServletPath().startsWith(OPERATIONS)) {
      Scope scope = required(method);
      Caller caller = Caller.of(request);
      if (!caller.has(scope)) {
        refused.missingScope(request.getRemoteAddr(), caller, scope);
        throw new ProblemException(
            Problem.of(
                ErrorCode.MISSING_SCOPE,
                "The operation needs the scope "
                    + scope.id()
                    + ", which this key does not have. Ask an administrator for a key with it."));
      }
    }
    return true;
  }

  /** An operation without a scope is open to no one. */
  private static Scope required(HandlerMethod method) {
    RequiresScope required = method.getMethodAnnotation(RequiresScope.class);
    if (required == null) {
      throw new IllegalStateException(method.getShortLogMessage() + " names no scope");
    }
    return required.value();
  }
}
