package dev.notifier.local.components;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.ConfigLoader;
import dev.notifier.config.NotifierConfig;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class DemoSettingsTest {
  @Test
  void bothCarriersAreAccountsOfTheSimulator() {
    NotifierConfig config = load(DemoSettings.of(2999, false));

    assertThat(config.routes()).containsOnlyKeys("viettel", "mobifone");
    assertThat(config.routes().values())
        .allSatisfy(route -> {
          assertThat(route.host()).isEqualTo("127.0.0.1");
          assertThat(route.port()).isEqualTo(2999);
        });
    assertThat(config.routes())
        .hasEntrySatisfying(
            "mobifone",
            route -> {
              assertThat(route.failover()).containsExactly("viettel");
              assertThat(route.prefixes()).contains("090", "079");
            });
    assertThat(config.batches().releaseLimit()).isEqualTo(10_000);
  }

  @Test
  void aReleaseLimitOfTheFileStays() {
    assertThat(DemoSettings.of(2775, true)).doesNotContainKey(DemoSettings.RELEASE_LIMIT);
  }

  private static NotifierConfig load(Map<String, String> settings) {
    var environment = new StandardEnvironment();
    Map<String, Object> all = new TreeMap<>(settings);
    all.put("notifier.kafka.bootstrap-servers", "127.0.0.1:9092");
    all.put("notifier.postgres.url", "jdbc:postgresql://127.0.0.1/notifier");
    all.put("notifier.privacy-key", "a secret of the home directory");
    environment.getPropertySources().addFirst(new MapPropertySource("demo", all));
    return ConfigLoader.load(environment);
  }
}
