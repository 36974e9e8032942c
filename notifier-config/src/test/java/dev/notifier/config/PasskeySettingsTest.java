package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Which domains and origins passkeys can have. */
class PasskeySettingsTest {
  private static final String SECTION = "notifier.users.passkeys.";

  private static NotifierConfig load(Map<String, Object> more) {
    Map<String, Object> values = new TreeMap<>(more);
    values.put("notifier.api-key", "api-secret-value-of-32-characters");
    values.put("notifier.privacy-key", "privacy-secret-value");
    values.put("notifier.kafka.bootstrap-servers", "127.0.0.1:9092");
    values.put("notifier.postgres.url", "jdbc:postgresql://127.0.0.1:5432/notifier");
    values.put("notifier.routes.a.host", "127.0.0.1");
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", values));
    return ConfigLoader.load(environment);
  }

  private static NotifierConfig load(String domain, String origins) {
    return load(Map.of(SECTION + "relying-party-id", domain, SECTION + "origins", origins));
  }

  @Test
  void withoutSettingsThereAreNoPasskeys() {
    assertThat(load(Map.of()).users().passkeys().isEnabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost | http://localhost:8080",
        "localhost | https://localhost",
        "sms.example | https://sms.example",
        "sms.example | https://console.sms.example:8443,https://sms.example",
        "a-1.b2.example | https://a-1.b2.example",
        "xn--bo-hmxh-4ya.vn | https://xn--bo-hmxh-4ya.vn",
      })
  void originsBelongToTheDomain(String domain, String origins) {
    var passkeys = load(domain, origins).users().passkeys();

    assertThat(passkeys.isEnabled()).isTrue();
    assertThat(String.join(",", passkeys.origins())).isEqualTo(origins);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "sms",
        "SMS.example",
        "https://sms.example",
        "sms.example:443",
        "sms.example.",
        "-a.example",
        "a_b.example",
        "[::1]"
      })
  void aRelyingPartyIdIsADomain(String domain) {
    assertThatThrownBy(() -> load(domain, "https://sms.example"))
        .hasMessageContaining(SECTION + "relying-party-id")
        .hasMessageContaining("must be a domain in lower case");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sms.example",
        "https://sms.example/",
        "https://sms.example/console",
        "https://SMS.example",
        "https://user@sms.example",
        "https://10.0.0.1",
        "https://sms.example:",
        "https://sms example",
        "sms.example",
        "http://127.0.0.1:8080",
      })
  void anOriginHasNoPathAndTls(String origin) {
    assertThatThrownBy(() -> load("sms.example", origin))
        .hasMessageContaining(SECTION + "origins[0]")
        .hasMessageContaining("must be https://host");
  }

  @Test
  void anOriginOfAnotherDomainIsAnError() {
    assertThatThrownBy(() ->
            load("sms.example", "https://sms.example,https://evilsms.example,https://example"))
        .hasMessageContaining(SECTION + "origins[1]")
        .hasMessageContaining("its host is neither sms.example nor below it");
  }

  @Test
  void domainAndOriginsAreSetTogether() {
    assertThatThrownBy(() -> load(Map.of(SECTION + "relying-party-id", "sms.example")))
        .hasMessageContaining(SECTION + "origins: there is none");
    assertThatThrownBy(() -> load(Map.of(SECTION + "origins", "https://sms.example")))
        .hasMessageContaining(SECTION + "relying-party-id: it is empty");
  }
}
