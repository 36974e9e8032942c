package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.replies.HotlineConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the system of the hotline can be. */
class HotlineSettingsTest {
  private static final String SECTION = "notifier.replies.hotline.";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static HotlineConfig load(Map<String, Object> more) {
    return LoadedReplies.load(more).hotline();
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
