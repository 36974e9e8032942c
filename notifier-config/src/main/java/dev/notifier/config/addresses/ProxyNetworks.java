package dev.notifier.config.addresses;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for the networks of proxies that may say who the caller is. */
public final class ProxyNetworks {
  /** Only what cannot be a name, so nothing is looked up. */
  private static final Pattern NETWORK = Pattern.compile("([0-9a-fA-F:.]+)(?:/(\\d{1,3}))?");

  private static final int IPV4_BITS = 32;

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

  private record Prefix(int length, int bits) {
    boolean isShort() {
      return length < (bits == IPV4_BITS ? SHORT_IPV4 : SHORT_IPV6);
    }
  }

  /** Returns what is wrong with the first wrong network; blanks around a network are allowed. */
  public static Optional<Violation> check(List<String> networks) {
    for (String network : networks) {
      Optional<Prefix> prefix = prefix(network.strip());
      if (prefix.isEmpty()) {
        return Optional.of(
            new Violation(
                "one of its values is not a network",
                "Write networks such as 10.1.2.0/24 or addresses, separated by commas"));
      }
      if (prefix.get().length() == 0) {
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
        .anyMatch(network -> prefix(network.strip()).filter(Prefix::isShort).isPresent());
  }

  /** The prefix of a network in CIDR notation or of an address; empty if it is neither. */
  private static Optional<Prefix> prefix(String network) {
    var matcher = NETWORK.matcher(network);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    byte[] address;
    try {
      address = InetAddress.ofLiteral(matcher.group(1)).getAddress();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int bits = address.length * Byte.SIZE;
    int length = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
    int zeros = new BigInteger(1, address).getLowestSetBit();
    return length > bits || (zeros >= 0 && zeros < bits - length)
        ? Optional.empty()
        : Optional.of(new Prefix(length, bits));
  }
}
