package dev.notifier.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionTokensTest {
  private final SessionTokens tokens =
      new SessionTokens("sixteen-characters-and-more", new Random(1));

  @Test
  void knowsItsOwnTokensOnly() {
    String token = tokens.create();
    assertThat(token).matches("ns_[0-9a-f]{64}_[0-9a-f]{16}");
    assertThat(tokens.isGenuine(token)).isTrue();
    assertThat(tokens.create()).isNotEqualTo(token);
    char last = token.charAt(token.length() - 1);
    String changed = token.substring(0, token.length() - 1) + (last == '0' ? '1' : '0');
    assertThat(tokens.isGenuine(changed)).isFalse();
    assertThat(tokens.isGenuine("ns_" + "0".repeat(64) + "_" + "0".repeat(16))).isFalse();
    assertThat(tokens.isGenuine("nk_live_abcdefghijkm_" + "0".repeat(64))).isFalse();
    assertThat(tokens.isGenuine("")).isFalse();
    assertThat(new SessionTokens("sixteen-other-characters", new Random(1)).isGenuine(token))
        .isFalse();
  }
}
