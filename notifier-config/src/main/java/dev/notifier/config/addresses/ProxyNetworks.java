package dev.notifier.config.addresses;

import java.util.List;
import java.util.Optional;

/** The rules for the networks of proxies that may say who the caller is. */
public final class ProxyNetworks {
  /** Shorter prefixes than these are hardly the networks of proxies. */
  private static final int SHORT_IPV4 = 8;

  private static final int SHORT_IPV6 = 32;

  private ProxyNetworks() {}

  /**
   * What is wrong with a value, and what to do.
   *
   * @param problem in English, without the value
   */
  public record Violation(String problem, String advice) {}

  /** Returns what is wrong with the first wrong network; blanks around a network are allowed. */
  public static Optional<Violation> check(List<String> networks) {
    for (String network : networks) {
      Optional<AddressRange> range = AddressRange.parse(network.strip());
      if (range.isEmpty()) {
        return Optional.of(
            new Violation(
                "one of its values is not a network",
                "Write networks such as 10.1.2.0/24 or addresses, separated by commas"));
      }
      if (range.get().prefixLength() == 0) {
        return Optional.of(
            new Violation(
                "one of its values has all addresses, so every caller could take any address",
                "Name only the networks or addresses of the proxies"));
      }
    }
    return Optional.empty();
  }

  /** Whether one of the networks has more addresses than proxies are likely to use. */
  public static boolean haveALargeOne(List<String> networks) {
    return networks.stream()
        .map(String::strip)
        .map(AddressRange::parse)
        .flatMap(Optional::stream)
        .anyMatch(ProxyNetworks::isLarge);
  }

  private static boolean isLarge(AddressRange range) {
    return range.prefixLength() < (range.isIpv4() ? SHORT_IPV4 : SHORT_IPV6);
  }
}
