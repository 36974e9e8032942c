package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Where requests to addresses of callers may go, and which authorities are trusted. */
class OutboundSettingsTest {
  private static final String NETWORKS = "notifier.http.allowed-networks";
  private static final String PORTS = "notifier.http.allowed-ports";
  private static final String TRUST = "notifier.http.trust-certificates";

  private static NotifierConfig load(String key, String value) {
    Map<String, Object> values = new TreeMap<>();
    values.put(key, value);
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
  @ValueSource(strings = {"", "10.20.0.0/16", "10.0.0.0/8, 192.168.1.4, fd00::/8"})
  void privateNetworks(String networks) {
    assertThat(load(NETWORKS, networks).http().allowedNetworks())
        .hasSize(networks.isEmpty() ? 0 : networks.split(",", -1).length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.0/8", "169.254.169.254", "0.0.0.0/0", "8.8.8.8", "::1", "localhost", "*"})
  void noOtherNetworkCanBeAllowed(String network) {
    assertThatThrownBy(() -> load(NETWORKS, "10.1.0.0/16," + network))
        .hasMessageContaining(NETWORKS)
        .hasMessageContaining("is not a private network");
  }

  @Test
  void portsOfPrivateNetworks() {
    assertThat(load(NETWORKS, "10.1.0.0/16").http().allowedPorts()).containsExactly(443);
    assertThat(load(PORTS, "443, 8443").http().allowedPorts()).containsExactlyInAnyOrder(443, 8443);
    for (String wrong : new String[] {"", "0", "65536", "https"}) {
      assertThatThrownBy(() -> load(PORTS, wrong)).hasMessageContaining(PORTS);
    }
  }

  @Test
  void aFileWithoutCertificatesIsAnError(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");

    for (Path wrong : new Path[] {file, folder, folder.resolve("missing.pem")}) {
      assertThatThrownBy(() -> load(TRUST, wrong.toString())).hasMessageContaining(TRUST);
    }
  }
}
