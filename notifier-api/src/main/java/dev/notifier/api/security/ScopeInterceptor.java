package dev.notifier.api.security;

import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects a request whose caller lacks the scope of the operation, before the body is read. The
 * answer to OPTIONS is in the public description, and comes from Spring. Thread-safe.
 */
public final class ScopeInterceptor implements HandlerInterceptor {
  private static final String OPERATIONS = "/v1/";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && request.getServletPath().startsWith(OPERATIONS)
        && !HttpMethod.OPTIONS.matches(request.getMethod())) {
      Caller.of(request).require(required(method));
    }
    return true;
  }

  /** An operation without a scope is closed to everyone. */
  private static Scope required(HandlerMethod method) {
    RequiresScope required = method.getMethodAnnotation(RequiresScope.class);
    if (required == null) {
      throw new IllegalStateException(method.getShortLogMessage() + " names no scope");
    }
    return required.value();
  }
}
