package dev.notifier.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiKeyRegistryTest {
  private final ApiKeyRegistry registry =
      new ApiKeyRegistry(
          "the-key-of-all", Map.of("lan", "lans-own-key-1234", "minh", "minhs-own-key-123"));

  @Test
  void findsTheNameOfEveryKey() {
    assertThat(registry.nameOf("the-key-of-all")).contains("api");
    assertThat(registry.nameOf("lans-own-key-1234")).contains("lan");
    assertThat(registry.nameOf("minhs-own-key-123")).contains("minh");
  }

  @Test
  void findsNoNameForOtherKeys() {
    for (String other : new String[] {"", "lan", "lans-own-key-12345", "lans-own-key-123", " "}) {
      assertThat(registry.nameOf(other)).as(other).isEmpty();
    }
  }
}
