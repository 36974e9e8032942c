package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.replies.QueriesConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the system can be that answers queries. */
class QuerySettingsTest {
  private static final String SECTION = "notifier.replies.queries.";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static QueriesConfig load(Map<String, Object> more) {
    return LoadedReplies.load(more).queries();
  }

  @Test
  void withoutSettingsThereIsNoSystem() {
    assertThat(load(Map.of())).isEqualTo(QueriesConfig.NONE);
    assertThat(QueriesConfig.NONE.isEnabled()).isFalse();
  }

  @Test
  void aSystemOfTheOwnNetworkIsAllowedAndItsSecretNotShown() {
    QueriesConfig config =
        load(Map.of(SECTION + "url", "https://10.1.2.3:8443/api", SECTION + "secret", SECRET));

    assertThat(config.isEnabled()).isTrue();
    assertThat(config.toString()).contains("10.1.2.3").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "https://data.example, '', secret",
    "https://data.example, whsec_short, secret",
    "http://data.example, " + SECRET + ", url",
    "https://data.example?a=b, " + SECRET + ", url",
    "https://user@data.example, " + SECRET + ", url",
  })
  void otherAddressesAndSecretsAreRefused(String url, String secret, String key) {
    assertThatThrownBy(() -> load(Map.of(SECTION + "url", url, SECTION + "secret", secret)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(SECTION + key);
  }
}
