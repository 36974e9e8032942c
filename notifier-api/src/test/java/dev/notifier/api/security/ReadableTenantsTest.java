package dev.notifier.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.access.Scope;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableTenantsTest {
  private static final Caller NATIONAL =
      new Caller("reader", "default", Set.of(Scope.ALL_TENANTS_READ));

  @Test
  void aCallerReadsTheOwnTenant() {
    Caller caller = new Caller("clinic", "son-la", Set.of());
    assertThat(ReadableTenants.of(caller, null)).isEqualTo("son-la");
    assertThat(ReadableTenants.of(caller, "son-la")).isEqualTo("son-la");
    assertThat(ReadableTenants.of(NATIONAL, null)).isEqualTo("default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"son-la", "son-la~test", "default~test", "none"})
  void theNationalTenantReadsOthersByScope(String tenant) {
    assertThat(ReadableTenants.of(NATIONAL, tenant)).isEqualTo(tenant);
    Caller without = new Caller("clerk", "default", Set.of(Scope.NOTIFICATIONS_READ));
    assertThatThrownBy(() -> ReadableTenants.of(without, tenant))
        .isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Sơn La", "son-la/x", "son-la~tests", "~test"})
  void aNameOfNoTenantIsInvalid(String tenant) {
    assertThatThrownBy(() -> ReadableTenants.of(NATIONAL, tenant))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }

  /** Whether a key, the configuration or a provider says so. */
  @ParameterizedTest
  @ValueSource(strings = {"son-la", "default~test"})
  void noCallerOfAnotherTenantHasAScopeOfTheNationalOne(String tenant) {
    Caller caller = new Caller("clinic", tenant, EnumSet.allOf(Scope.class));
    assertThat(EnumSet.complementOf(EnumSet.copyOf(caller.scopes())))
        .containsExactlyInAnyOrder(
            Scope.TENANTS_MANAGE,
            Scope.ALL_TENANTS_READ,
            Scope.ALL_OPT_OUTS_WRITE,
            Scope.DO_NOT_CALL_WRITE);
    assertThatThrownBy(() -> ReadableTenants.of(caller, "default"))
        .isInstanceOf(ProblemException.class);
  }
}
