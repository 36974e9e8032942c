package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Notes refused access. Thread-safe; never waits for another program. */
public interface RefusedAccess {
  /**
   * A request without a valid key.
   *
   * @param authorization the value of the header, secret; null if there is none
   * @param code of the response
   */
  void failedSignIn(HttpServletRequest request, @Nullable String authorization, ErrorCode code);

  /** A request whose caller lacks a scope. */
  void missingScope(HttpServletRequest request, Caller caller, Scope scope);
}
