package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.contracts.access.Scope;
import org.jspecify.annotations.Nullable;

/** Notes refused access. Thread-safe; never waits for another program. */
public interface RefusedAccess {
  /**
   * A request without a valid key.
   *
   * @param address it came from
   * @param authorization the value of the header, secret; null if there is none
   * @param code of the response
   */
  void failedSignIn(String address, @Nullable String authorization, ErrorCode code);

  /**
   * A request whose caller lacks a scope.
   *
   * @param address it came from
   */
  void missingScope(String address, Caller caller, Scope scope);
}
