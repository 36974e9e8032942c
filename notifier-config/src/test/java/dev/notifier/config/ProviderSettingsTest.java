package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.replies.ProviderConfig;
import dev.notifier.config.replies.TimeForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** Which providers of inbound messages can be configured. */
class ProviderSettingsTest {
  private static final String PROVIDER = "notifier.replies.providers.aggregator.";
  private static final String SECRET = "a secret of 24 characters";

  /**
   * Loads a valid provider with other values.
   *
   * @param changes a value that is empty removes the key
   */
  private static ProviderConfig load(Map<String, String> changes) {
    Map<String, Object> values = new TreeMap<>();
    values.put("notifier.api-key", "api-secret-value-of-32-characters");
    values.put("notifier.privacy-key", "privacy-secret-value");
    values.put("notifier.kafka.bootstrap-servers", "127.0.0.1:9092");
    values.put("notifier.postgres.url", "jdbc:postgresql://127.0.0.1:5432/notifier");
    values.put("notifier.routes.a.host", "127.0.0.1");
    values.put(PROVIDER + "addresses", "8079");
    values.put(PROVIDER + "parameters.address", "serviceNumber");
    values.put(PROVIDER + "signature.secret", SECRET);
    values.put(PROVIDER + "signature.signed", "id,sender,serviceNumber,content");
    values.put(PROVIDER + "signature.separator", "|");
    changes.forEach((key, value) -> {
      values.remove(PROVIDER + key);
      if (!value.isEmpty()) {
        values.put(PROVIDER + key, value);
      }
    });
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", values));
    NotifierConfig config = ConfigLoader.load(environment);
    assertThat(config.toString()).doesNotContain(SECRET);
    return Objects.requireNonNull(config.replies().providers().get("aggregator"));
  }

  @Test
  void aProviderHasDefaults() {
    ProviderConfig provider = load(Map.of());
    assertThat(provider.addresses()).containsExactly("8079");
    assertThat(provider.method()).isEqualTo(ProviderConfig.Method.GET);
    assertThat(provider.channel()).isEqualTo(ProviderConfig.Channel.SMS);
    assertThat(provider.responses().success()).isEqualTo("OK");
    assertThat(provider.signature().algorithm()).isEqualTo(ProviderConfig.Algorithm.HMAC_SHA256);
    assertThat(provider.toString()).doesNotContain(SECRET);
  }

  @Test
  void theSecretIsOneOfTheSignedValuesOfMd5Only() {
    assertThat(
            load(Map.of(
                    "signature.algorithm",
                    "md5",
                    "signature.signed",
                    "id,sender,serviceNumber,content,secret"))
                .signature()
                .algorithm())
        .isEqualTo(ProviderConfig.Algorithm.MD5);
    assertError(Map.of("signature.algorithm", "md5"), "signature.signed: it does not contain the");
    assertError(
        Map.of("signature.signed", "id,sender,serviceNumber,content,secret"),
        "signature.signed: it contains the secret");
  }

  @Test
  void withoutASignatureTheNetworkIsKnown() {
    assertThat(
            load(Map.of("signature.algorithm", "none", "allowed-networks", "203.0.113.0/24"))
                .allowedNetworks())
        .containsExactly("203.0.113.0/24");
    assertError(
        Map.of("signature.algorithm", "none"), "signature.algorithm: there is no signature");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "addresses || addresses: must name an address",
        "addresses | 80 79 | addresses[0]: must be 1 to 20 letters and digits",
        "channel | pigeon | channel: ",
        "parameters.sender | content | parameters: two of them have the same name",
        "parameters.address | | signature.signed",
        "parameters.id | a b | parameters.id: must be 1 to 40 of",
        "time-format | yyyyMMddXX | time-format: this is no form",
        "time-format | yyyyMMdd | time-format: this is no form",
        "time-format | {} | time-format: this is no form",
        "signature.secret | short | signature.secret: it has less than 16",
        "signature.separator || signature.separator: the signature does not say where",
        "signature.secret || signature.secret: it has less than 16",
        "signature.signed | id,sender,content | the parameter serviceNumber is not signed",
        "signature.signed | id,sender,serviceNumber,content,sign | it contains the signature itself",
        "allowed-networks | 203.0.113.7/24 | allowed-networks[0]: this is no network",
        "allowed-networks | 0.0.0.0/0 | allowed-networks[0]: this is no limit",
        "requests-per-second | 0 | requests-per-second: must be from 1 to 10000",
      })
  void aMistakeIsReportedWithItsKey(String key, String value, String error) {
    if (key.equals("parameters.address")) {
      // A single address needs no parameter.
      assertThat(load(Map.of(key, "")).parameters().address()).isEmpty();
      assertError(Map.of(key, "", "addresses", "8079,6089"), "parameters.address: it is empty");
      return;
    }
    assertError(Map.of(key, value == null ? "" : value), error);
  }

  private static void assertError(Map<String, String> changes, String error) {
    assertThatThrownBy(() -> load(changes))
        .hasMessageContaining("notifier.replies.providers.aggregator")
        .hasMessageContaining(error)
        .hasMessageNotContaining(SECRET);
  }

  /** Its secret is a placeholder. */
  @Test
  void theExampleOfTheDocumentationIsValid() throws IOException {
    String page = Files.readString(Path.of("../docs/inbound-http.md"));
    String yaml = page.substring(page.indexOf("```yaml\n") + 8, page.lastIndexOf("```"));
    var properties = new YamlPropertiesFactoryBean();
    properties.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
    Map<String, String> example = new TreeMap<>();
    Objects.requireNonNull(properties.getObject())
        .forEach((key, value) ->
            example.put(
                key.toString().replace(PROVIDER, ""),
                value.toString().replaceFirst("\\$\\{.*}", SECRET)));
    for (String key : List.of("addresses", "signature.signed")) {
      example.put(key, "");
    }
    ProviderConfig provider = load(example);
    assertThat(provider.signature().signed()).hasSize(5);
    assertThat(provider.parameters().time()).isEqualTo("receiverTime");
    assertThat(provider.responses().success()).isEqualTo("0|OK");
  }

  @ParameterizedTest
  @CsvSource({
    "iso, 2026-11-29T22:05:00+07:00, 2026-11-29T15:05:00Z",
    "unix, 1796051100, 2026-11-30T15:05:00Z",
    "unix-millis, 1796051100123, 2026-11-30T15:05:00.123Z",
    "yyyyMMddHHmmss, 20261129220500, 2026-11-29T15:05:00Z",
    "dd/MM/yyyy HH:mm, 29/11/2026 22:05, 2026-11-29T15:05:00Z",
  })
  void aTimeIsReadInItsForm(String form, String text, Instant time) {
    assertThat(TimeForm.of(form).parse(text)).contains(time);
    assertThat(TimeForm.of(form).parse("yesterday")).isEmpty();
    assertThat(TimeForm.of(form).parse("9".repeat(19))).isEmpty();
  }
}
