package dev.notifier.config.addresses;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * To which addresses Notifier sends requests that callers have asked for, against server-side
 * request forgery. Public addresses are allowed, private ones if the configuration names their
 * network and the port, and all others never: loopback, link-local, multicast, reserved and
 * documentation addresses (IANA's special-purpose registries), the metadata services of clouds, and
 * those in which another address is hidden (IPv4-mapped, NAT64, 6to4, Teredo). Immutable.
 */
public final class AddressPolicy {
  /** Of organisations (RFC 1918, RFC 6598, RFC 4193). */
  private static final List<AddressRange> PRIVATE =
      networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

  private static final List<AddressRange> NEVER =
      networks(
          "0.0.0.0/8",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // Metadata services outside of link-local addresses.
          "100.100.100.200",
          "168.63.129.16",
          "fd00:ec2::254",
          "fd20:ce::254",
          // Teredo, ORCHID and others; documentation; 6to4.
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  /** What IPv6 has assigned to machines of the Internet; the rest is reserved or local. */
  private static final AddressRange GLOBAL_IPV6 = AddressRange.of("2000::/3");

  private static final int MAX_PORT = 65_535;

  private final List<AddressRange> allowed;
  private final Set<Integer> ports;

  private AddressPolicy(List<AddressRange> allowed, Set<Integer> ports) {
    this.allowed = allowed;
    this.ports = Set.copyOf(ports);
  }

  /** Whether a request may go to an address. */
  public enum Verdict {
    ALLOWED,
    /** It is private, and the configuration does not name its network. */
    PRIVATE,
    /** It is private, and the configuration names its network, but not the port. */
    PRIVATE_PORT,
    /** No configuration can allow it. */
    NEVER
  }

  /**
   * The policy of a configuration.
   *
   * @param networks {@code notifier.http.allowed-networks}, which were checked
   * @param ports {@code notifier.http.allowed-ports}, which were checked
   */
  public static AddressPolicy of(List<String> networks, Collection<Integer> ports) {
    return new AddressPolicy(
        networks.stream()
            .map(String::strip)
            .map(AddressRange::parse)
            .flatMap(Optional::stream)
            .toList(),
        Set.copyOf(ports));
  }

  /** Whether a number can be a port. */
  public static boolean isPort(int number) {
    return number > 0 && number <= MAX_PORT;
  }

  /** Whether a network can be allowed: it has private addresses only. */
  public static boolean canBeAllowed(String network) {
    return AddressRange.parse(network.strip())
        .filter(each -> PRIVATE.stream().anyMatch(each::isWithin))
        .isPresent();
  }

  /** Whether a request may go to a port of an address. */
  public Verdict check(InetAddress address, int port) {
    if (isIn(NEVER, address)) {
      return Verdict.NEVER;
    }
    if (isIn(PRIVATE, address)) {
      if (!isIn(allowed, address)) {
        return Verdict.PRIVATE;
      }
      return ports.contains(port) ? Verdict.ALLOWED : Verdict.PRIVATE_PORT;
    }
    boolean isPublic = address instanceof Inet4Address || GLOBAL_IPV6.contains(address);
    return isPublic ? Verdict.ALLOWED : Verdict.NEVER;
  }

  private static boolean isIn(List<AddressRange> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  private static List<AddressRange> networks(String... texts) {
    return Stream.of(texts).map(AddressRange::of).toList();
  }
}
