package dev.notifier.contracts.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateNameTest {
  @ParameterizedTest
  @CsvSource({
    "default, card-expiring, card-expiring",
    "son-la, card-expiring, son-la/card-expiring",
    "son-la~test, card-expiring, son-la~test/card-expiring"
  })
  void aFullNameHasTheTenantUnlessItIsNational(String tenant, String id, String fullName) {
    TemplateName name = new TemplateName(tenant, id);

    assertThat(name.fullName()).isEqualTo(fullName);
    assertThat(TemplateName.of(fullName)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"son-la/card-expiring", "/card-expiring", "card-expiring/", "/"})
  void anIdCannotNameAnotherTenant(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> TemplateName.national(id));
    assertThatIllegalArgumentException().isThrownBy(() -> new TemplateName(id, "card-expiring"));
  }

  @Test
  void aTestTenantUsesTheTemplatesOfItsTenantAndThenTheNationalOnes() {
    assertThat(Tenants.inherited("son-la~test")).containsExactly("son-la", "default");
    assertThat(Tenants.inherited("son-la")).containsExactly("default");
    assertThat(Tenants.inherited("default~test")).containsExactly("default");
    assertThat(Tenants.inherited("default")).isEmpty();
    assertThat(Tenants.isNational("default~test")).isFalse();
  }

  @Test
  void theFallbackEndsForEveryName() {
    assertThat(Tenants.inherited("~test~test")).hasSizeLessThan(5);
    assertThat(Tenants.inherited("")).containsExactly("default");
  }
}
