package dev.notifier.api.sessions;

import dev.notifier.api.security.UserSession;
import dev.notifier.api.security.UserSession.Stage;
import dev.notifier.contracts.access.Right;
import dev.notifier.contracts.access.Role;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.Tenants;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a user may do. Stateless. */
final class UserScopes {
  private UserScopes() {}

  /**
   * The scopes of roles and rights. A session has none before it is complete, and shows personal
   * data only while its second factor is fresh.
   *
   * @param roles ids of roles; unknown ones give nothing
   * @param rights ids of rights; unknown ones give nothing
   */
  static Set<Scope> of(
      List<String> roles, List<String> rights, String tenant, UserSession session, Instant now) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    if (session.stage() != Stage.COMPLETE) {
      return scopes;
    }
    roles.forEach(id -> Role.of(id).ifPresent(role -> scopes.addAll(role.scopes())));
    rights.forEach(id -> Right.of(id).ifPresent(right -> scopes.add(right.scope())));
    if (!Tenants.isNational(tenant)) {
      scopes.remove(Scope.TENANTS_MANAGE);
    }
    if (!session.hasFreshSecondFactor(now)) {
      scopes.remove(Scope.PERSONAL_DATA_READ);
    }
    return scopes;
  }
}
