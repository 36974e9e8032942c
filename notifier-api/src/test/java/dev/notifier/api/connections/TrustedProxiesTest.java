package dev.notifier.api.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final String PEER = "10.0.0.1";

  private final TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.0/24", "2001:db8::/32"));

  /** Several headers are separated by a vertical bar. */
  private String caller(String headers) {
    return proxies.caller(PEER, Arrays.asList(headers.split("\\|", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "203.0.113.7; 203.0.113.7",
        "198.51.100.1, 203.0.113.7; 203.0.113.7",
        "198.51.100.1,203.0.113.7,10.0.0.9; 203.0.113.7",
        "198.51.100.1|203.0.113.7; 203.0.113.7",
        "203.0.113.7|10.0.0.9 , 10.0.0.8; 203.0.113.7",
        "203.0.113.7:4711; 203.0.113.7",
        "[2a00::7]:443; 2a00:0:0:0:0:0:0:7",
        "[2a00::7]; 2a00:0:0:0:0:0:0:7",
        "2A00:0::0007; 2a00:0:0:0:0:0:0:7",
        "::ffff:203.0.113.7; 203.0.113.7",
        "2a00::7, 2001:db8::1; 2a00:0:0:0:0:0:0:7",
        "10.0.0.5, 10.0.0.6; 10.0.0.5"
      })
  void theCallerIsTheRightMostAddressThatIsNoProxy(String headers, String expected) {
    assertThat(caller(headers)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        ",,,",
        "unknown",
        "_hidden",
        "localhost",
        "example.org",
        "203.0.113.7,",
        "203.0.113.7, unknown",
        "203.0.113.256",
        "203.0.113",
        "3405803783",
        "0xcb007107",
        "203.0.113.7:port",
        "203.0.113.7/32",
        "[203.0.113.7",
        "2a00::7::1",
        "fe80::1%eth0",
        "203.0.113.7;203.0.113.8",
        "\"203.0.113.7\"",
        "203.0.113.7\u0000",
        "２０３.0.113.7"
      })
  void whatIsNoAddressLeavesTheProxy(String headers) {
    assertThat(caller(headers)).isEqualTo(PEER);
  }

  @Test
  void whatIsLeftOfAMalformedEntryIsNotBelieved() {
    assertThat(caller("203.0.113.7, unknown, 10.0.0.9")).isEqualTo("10.0.0.9");
  }

  @Test
  void longListsAreReadFromTheirEndOnly() {
    String many = "198.51.100.1,".repeat(100_000);
    assertThat(caller(many + "203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(caller("203.0.113.7" + ",10.0.0.9".repeat(100_000))).isEqualTo("10.0.0.9");
    assertThat(caller("203.0.113.7," + "9".repeat(100_000))).isEqualTo(PEER);
  }

  @Test
  void onlyTheNetworksAreTrusted() {
    assertThat(proxies.trust("10.0.0.255")).isTrue();
    assertThat(proxies.trust("10.0.1.0")).isFalse();
    assertThat(TrustedProxies.NONE.trust("127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy", "10.0.0.1/8", "10.0.0.0/33", "", "*", "0.0.0.0/0", "::/0"})
  void aNetworkThatIsNoneStopsTheStart(String network) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of("10.0.0.0/24", network)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("notifier.http.trusted-proxies");
  }
}
