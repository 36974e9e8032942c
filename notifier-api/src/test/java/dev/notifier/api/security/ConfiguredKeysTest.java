package dev.notifier.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.NotifierConfig.Operator;
import dev.notifier.contracts.access.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredKeysTest {
  private final ConfiguredKeys registry =
      ConfiguredKeys.of(
          "the-key-of-all",
          Map.of(
              "lan",
              new Operator("lans-own-key-1234", List.of(), "default"),
              "minh",
              new Operator("minhs-own-key-123", List.of(Scope.TEMPLATES_WRITE), "son-la")));

  @Test
  void findsTheCallerOfEveryKey() {
    assertThat(registry.callerOf("the-key-of-all")).contains(Caller.administrator("api"));
    assertThat(registry.callerOf("lans-own-key-1234")).contains(Caller.administrator("lan"));
    Caller minh = registry.callerOf("minhs-own-key-123").orElseThrow();
    assertThat(minh.tenant()).isEqualTo("son-la");
    assertThat(minh.scopes())
        .containsExactlyInAnyOrder(Scope.TEMPLATES_WRITE, Scope.TEMPLATES_READ);
  }

  @Test
  void findsNoCallerForOtherKeys() {
    for (String other : new String[] {"", "lan", "lans-own-key-12345", "lans-own-key-123", " "}) {
      assertThat(registry.callerOf(other)).as(other).isEmpty();
    }
  }

  @Test
  void theKeyOfAllCanBeSwitchedOff() {
    ConfiguredKeys without = ConfiguredKeys.of("none", Map.of());
    assertThat(without.callerOf("none")).isEmpty();
    assertThat(without.callerOf("")).isEmpty();
  }
}
