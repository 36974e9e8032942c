package dev.notifier.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.security.UserSession;
import dev.notifier.api.security.UserSession.Stage;
import dev.notifier.contracts.access.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionScopesTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  @Test
  void aSessionHasNoScopeBeforeItIsComplete() {
    for (Stage stage : Stage.values()) {
      UserSession session = new UserSession(new UUID(1, 1), new UUID(2, 2), stage, NOW);
      assertThat(SessionScopes.of(List.of("viewer"), List.of(), "default", session, NOW).isEmpty())
          .isEqualTo(stage != Stage.COMPLETE);
    }
  }

  @Test
  void hasTheScopesOfAllRolesAndRights() {
    Set<Scope> scopes = scopes(List.of("sender", "support", "unknown"), "default", NOW);
    assertThat(scopes)
        .contains(Scope.EVENTS_WRITE, Scope.PEOPLE_READ, Scope.PERSONAL_DATA_READ, Scope.EXPORT)
        .doesNotContain(Scope.KEYS_MANAGE);
  }

  @Test
  void personalDataNeedsAFreshSecondFactor() {
    Instant old = NOW.minus(UserSession.FRESH);
    assertThat(scopes(List.of("viewer"), "default", old))
        .contains(Scope.EXPORT)
        .doesNotContain(Scope.PERSONAL_DATA_READ);
    assertThat(scopes(List.of("viewer"), "default", old.plusNanos(1)))
        .contains(Scope.PERSONAL_DATA_READ);
  }

  @Test
  void onlyUsersOfTheNationalTenantManageTenantsAndReadAll() {
    assertThat(scopes(List.of("administrator"), "default", NOW)).contains(Scope.TENANTS_MANAGE);
    assertThat(scopes(List.of("administrator"), "son-la", NOW))
        .contains(Scope.USERS_MANAGE)
        .doesNotContain(Scope.TENANTS_MANAGE);
    assertThat(scopes(List.of(), "default", NOW)).contains(Scope.ALL_TENANTS_READ);
    assertThat(scopes(List.of(), "son-la", NOW)).doesNotContain(Scope.ALL_TENANTS_READ);
  }

  private static Set<Scope> scopes(List<String> roles, String tenant, Instant factorAt) {
    UserSession session = new UserSession(new UUID(1, 1), new UUID(2, 2), Stage.COMPLETE, factorAt);
    return SessionScopes.of(
        roles, List.of("personal-data", "export", "all-tenants"), tenant, session, NOW);
  }
}
