package dev.notifier.contracts.access;

import dev.notifier.contracts.tenants.Tenants;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What the roles and rights of a user mean in a tenant. */
public final class UserScopes {
  private UserScopes() {}

  /**
   * The scopes of a user, with the implied ones; immutable. Roles and rights that this program does
   * not know give none. What only the tenant {@code default} may do is left out in any other.
   *
   * @param roles ids of roles
   * @param rights ids of rights
   */
  public static Set<Scope> of(String tenant, Collection<String> roles, Collection<String> rights) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    roles.forEach(id -> Role.of(id).ifPresent(role -> scopes.addAll(role.scopes())));
    rights.forEach(id -> Right.of(id).ifPresent(right -> scopes.add(right.scope())));
    if (!Tenants.isNational(tenant)) {
      scopes.removeIf(Scope::isNationalOnly);
    }
    return Scope.withImplied(scopes);
  }
}
