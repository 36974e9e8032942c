package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Which proxies can be trusted. */
class TrustedProxySettingsTest {
  private static final String KEY = "notifier.http.trusted-proxies";

  private static NotifierConfig load(String networks) {
    Map<String, Object> values = new TreeMap<>();
    values.put(KEY, networks);
    values.put("notifier.api-key", "api-secret-value-of-32-characters");
    values.put("notifier.privacy-key", "privacy-secret-value");
    values.put("notifier.kafka.bootstrap-servers", "127.0.0.1:9092");
    values.put("notifier.postgres.url", "jdbc:postgresql://127.0.0.1:5432/notifier");
    values.put("notifier.routes.a.host", "127.0.0.1");
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", values));
    return ConfigLoader.load(environment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1,::1", "10.0.0.0/8, 2001:db8::/32", "192.168.1.4/32"})
  void networksOfProxies(String networks) {
    assertThat(ConfigWarnings.of(load(networks))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy", "10.0.0.1/8", "10.0.0.0/33", "::1/129", "10.0.0.0/", "*"})
  void whatIsNoNetworkIsAnError(String network) {
    assertThatThrownBy(() -> load("127.0.0.1," + network))
        .hasMessageContaining(KEY)
        .hasMessageContaining("is not a network");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0"})
  void notEveryoneIsTrusted(String network) {
    assertThatThrownBy(() -> load("127.0.0.1," + network))
        .hasMessageContaining(KEY)
        .hasMessageContaining("has all addresses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"128.0.0.0/1", "10.0.0.0/7", "2001:db0::/28"})
  void largeNetworksHaveAWarning(String network) {
    assertThat(ConfigWarnings.of(load("127.0.0.1," + network)))
        .singleElement()
        .asString()
        .contains(KEY);
  }
}
