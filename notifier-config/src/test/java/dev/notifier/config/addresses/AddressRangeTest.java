package dev.notifier.config.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.20.0.0/16, 10.20.255.1, true",
    "10.20.0.0/16, 10.21.0.1, false",
    "10.20.30.128/25, 10.20.30.200, true",
    "10.20.30.128/25, 10.20.30.127, false",
    "0.0.0.0/0, 203.0.113.7, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.8, false",
    "10.20.0.0/16, ::ffff:10.20.1.1, true",
    "2001:db8::/32, 2001:db8:1::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "fe80::/10, fe80::1%eth0, true",
    "::1, 0:0:0:0:0:0:0:1, true",
    "10.0.0.0/8, not an address, false",
  })
  void containsTheAddressesWithItsPrefix(String network, String address, boolean contained) {
    assertThat(AddressRange.parse(network)).isPresent();
    assertThat(AddressRange.contain(List.of("192.0.2.0/24", network), address))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.20.1.0/16",
        "10.20/16",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "::/129",
        "2001:db8::1/32",
        "localhost",
        "example.com/8",
        "10.0.0.256",
        "10.0.0.0/ 8",
        "face",
        ":"
      })
  void rejectsWhatIsNoNetwork(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }

  @Test
  void nothingIsInNoNetwork() {
    assertThat(AddressRange.contain(List.of(), "10.0.0.1")).isFalse();
    assertThat(AddressRange.contain(List.of("bad"), "10.0.0.1")).isFalse();
  }
}
