package dev.notifier.api.sessions;

import dev.notifier.api.security.UserSession;
import dev.notifier.api.security.UserSession.Stage;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.access.UserScopes;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides what the session of a user may do. Stateless. */
final class SessionScopes {
  private SessionScopes() {}

  /**
   * The scopes of roles and rights. A session has none before it is complete, and shows personal
   * data only while its second factor is fresh.
   *
   * @param roles ids of roles; unknown ones give nothing
   * @param rights ids of rights; unknown ones give nothing
   */
  static Set<Scope> of(
      List<String> roles, List<String> rights, String tenant, UserSession session, Instant now) {
    if (session.stage() != Stage.COMPLETE) {
      return Set.of();
    }
    Set<Scope> scopes = new HashSet<>(UserScopes.of(tenant, roles, rights));
    if (!session.hasFreshSecondFactor(now)) {
      scopes.remove(Scope.PERSONAL_DATA_READ);
    }
    return scopes;
  }
}
