package dev.notifier.api.security;

import dev.notifier.contracts.access.Scope;
import org.jspecify.annotations.Nullable;

/** Notes refused access. Thread-safe; never waits for another program. */
public interface RefusedAccess {
  /**
   * A request without a key that is valid and accepted.
   *
   * @param address it came from
   * @param authorization the value of the header, secret; null if there is none
   * @param code of the response
   */
  void failedSignIn(String address, @Nullable String authorization, String code);

  /**
   * A user's sign-in with a wrong password, code or link.
   *
   * @param address it came from
   * @param tenant of the user
   * @param user the name of the caller; null if there is no such user: what was typed may be
   *     anything
   * @param code of the response
   */
  void failedUserSignIn(String address, String tenant, @Nullable String user, String code);

  /**
   * A request whose caller has no right to it.
   *
   * @param address it came from
   * @param scope of the operation; null if it is not known
   * @param code of the response
   */
  void denied(String address, Caller caller, @Nullable Scope scope, String code);
}
