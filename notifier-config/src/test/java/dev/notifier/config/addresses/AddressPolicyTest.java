package dev.notifier.config.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.addresses.AddressPolicy.Verdict;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private static final AddressPolicy STRICT = AddressPolicy.of(List.of(), Set.of(443));

  private static final AddressPolicy OPEN =
      AddressPolicy.of(
          List.of("10.20.0.0/16", "192.168.7.0/24", "100.64.0.0/10", "fd00::/8"),
          Set.of(443, 8443));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.0.1",
        "169.254.169.254",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "100.100.100.200",
        "168.63.129.16",
        "::",
        "::1",
        "::127.0.0.1",
        "::10.20.1.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a14:101",
        "64:ff9b:1::a14:101",
        "100::1",
        "2001::1",
        "2001:0:53aa:64c::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a14:101::1",
        "3fff::1",
        "5f00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "fd00:ec2::254",
        "fd20:ce::254"
      })
  void neverWhateverIsConfigured(String address) throws UnknownHostException {
    assertThat(STRICT.check(InetAddress.getByName(address), 443)).isEqualTo(Verdict.NEVER);
    assertThat(OPEN.check(InetAddress.getByName(address), 443)).isEqualTo(Verdict.NEVER);
  }

  /** The JDK makes an IPv4 address of a mapped one, which is checked as such. */
  @ParameterizedTest
  @CsvSource({
    "::ffff:127.0.0.1, NEVER",
    "::ffff:169.254.169.254, NEVER",
    "::ffff:10.1.1.1, PRIVATE",
    "2130706433, NEVER",
    "127.1, NEVER",
  })
  void otherSpellingsOfIpv4(String address, Verdict verdict) throws UnknownHostException {
    assertThat(OPEN.check(InetAddress.getByName(address), 443)).isEqualTo(verdict);
  }

  @Test
  void anAddressThatIsStillMapped() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = 10;
    InetAddress address = Inet6Address.getByAddress(null, mapped, 0);

    assertThat(OPEN.check(address, 443)).isNotEqualTo(Verdict.ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "10.20.0.1, ALLOWED",
    "10.20.255.254, ALLOWED",
    "10.21.0.1, PRIVATE",
    "10.0.0.1, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.1, PRIVATE",
    "172.32.0.1, ALLOWED",
    "192.168.7.9, ALLOWED",
    "192.168.8.9, PRIVATE",
    "100.64.3.4, ALLOWED",
    "fd12::1, ALLOWED",
    "fc12::1, PRIVATE",
    "8.8.8.8, ALLOWED",
    "2606:4700::1111, ALLOWED",
  })
  void privateOnesOnlyInAllowedNetworks(String address, Verdict verdict)
      throws UnknownHostException {
    assertThat(OPEN.check(InetAddress.getByName(address), 443)).isEqualTo(verdict);
  }

  /** Otherwise a tenant could find out which ports the machines of the operator have. */
  @ParameterizedTest
  @CsvSource({
    "10.20.0.1, 8443, ALLOWED",
    "10.20.0.1, 22, PRIVATE_PORT",
    "10.21.0.1, 22, PRIVATE",
    "127.0.0.1, 443, NEVER",
    "8.8.8.8, 22, ALLOWED",
  })
  void privateOnesOnlyAtAllowedPorts(String address, int port, Verdict verdict)
      throws UnknownHostException {
    assertThat(OPEN.check(InetAddress.getByName(address), port)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, true",
    "10.1.2.3, true",
    "192.168.0.0/15, false",
    "0.0.0.0/0, false",
    "127.0.0.0/8, false",
    "169.254.0.0/16, false",
    "8.8.8.0/24, false",
    "fd00::/8, true",
    "::/0, false",
    "10.0.0.1/8, false",
    "localhost, false",
  })
  void onlyPrivateNetworksCanBeAllowed(String network, boolean can) {
    assertThat(AddressPolicy.canBeAllowed(network)).isEqualTo(can);
  }
}
