package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects a request whose caller lacks the scope of the operation, or changes what all tenants
 * share without being of the national one, before the body is read. Thread-safe.
 */
public final class ScopeInterceptor implements HandlerInterceptor {
  private static final String OPERATIONS = "/v1/";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && request.getServletPath().startsWith(OPERATIONS)) {
      RequiresScope required = required(method);
      Caller caller = Caller.of(request);
      requireScope(caller, required.value());
      if (required.nationalOnly() && !Tenants.isNational(caller.tenant())) {
        throw new ProblemException(ErrorCode.NATIONAL_ONLY);
      }
    }
    return true;
  }

  private static void requireScope(Caller caller, Scope scope) {
    if (!caller.has(scope)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.MISSING_SCOPE,
              "The operation needs the scope "
                  + scope.id()
                  + ", which this key does not have. Ask an administrator for a key with it."));
    }
  }

  /** An operation without a scope is open to no one. */
  private static RequiresScope required(HandlerMethod method) {
    RequiresScope required = method.getMethodAnnotation(RequiresScope.class);
    if (required == null) {
      throw new IllegalStateException(method.getShortLogMessage() + " names no scope");
    }
    return required;
  }
}
