package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.replies.HotlineConfig;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Where the system of the hotline can be. */
class HotlineSettingsTest {
  private static final String SECTION = "notifier.replies.hotline.";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static HotlineConfig load(Map<String, Object> more) {
    Map<String, Object> values = new TreeMap<>(more);
    values.put("notifier.api-key", "api-secret-value-of-32-characters");
    values.put("notifier.privacy-key", "privacy-secret-value");
    values.put("notifier.kafka.bootstrap-servers", "127.0.0.1:9092");
    values.put("notifier.postgres.url", "jdbc:postgresql://127.0.0.1:5432/notifier");
    values.put("notifier.routes.a.host", "127.0.0.1");
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", values));
    return ConfigLoader.load(environment).replies().hotline();
  }

  @Test
  void withoutSettingsThereIsNoHotline() {
    assertThat(load(Map.of()).isEnabled()).isFalse();
  }

  @Test
  void aHotlineOfTheOwnNetworkIsAllowedAndItsSecretNotShown() {
    HotlineConfig config =
        load(Map.of(SECTION + "url", "https://10.1.2.3:8443/sms", SECTION + "secret", SECRET));

    assertThat(config.isEnabled()).isTrue();
    assertThat(config.toString()).contains("10.1.2.3").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "https://calls.example, '', secret",
    "https://calls.example, whsec_short, secret",
    "http://calls.example, " + SECRET + ", url",
    "https://calls.example?a=b, " + SECRET + ", url",
  })
  void otherAddressesAndSecretsAreRefused(String url, String secret, String key) {
    assertThatThrownBy(() -> load(Map.of(SECTION + "url", url, SECTION + "secret", secret)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(SECTION + key);
  }
}
