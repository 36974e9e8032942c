package dev.notifier.api.connections;

import dev.notifier.config.ConfigError;
import dev.notifier.config.ConfigurationException;
import dev.notifier.config.addresses.AddressRange;
import dev.notifier.config.addresses.ProxyNetworks;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies that may say who the caller is. Each proxy adds the address from which it got a
 * request to the right end of {@value #HEADER}; what is left of an address that no trusted proxy
 * has added may be invented. Immutable.
 */
final class TrustedProxies {
  static final String HEADER = "X-Forwarded-For";

  /** Every caller is the other end of its connection. */
  static final TrustedProxies NONE = new TrustedProxies(List.of());

  /** More than any chain of proxies; a caller may send thousands. */
  private static final int MAX_PROXIES = 16;

  /** Some proxies add the port: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
  private static final Pattern ENTRY =
      Pattern.compile("\\[([0-9a-fA-F:.]{2,45})](?::\\d{1,5})?|([0-9.]{7,15}):\\d{1,5}");

  private static final int MAX_ENTRY = 64;

  private final List<AddressRange> networks;

  private TrustedProxies(List<AddressRange> networks) {
    this.networks = networks;
  }

  /**
   * The proxies of a configuration.
   *
   * @throws ConfigurationException if a network is none, or has all addresses
   */
  static TrustedProxies of(List<String> texts) {
    ProxyNetworks.check(texts)
        .ifPresent(violation -> {
          throw ConfigurationException.of(
              new ConfigError(
                  "notifier.http.trusted-proxies", violation.problem(), violation.advice()));
        });
    return new TrustedProxies(
        texts.stream().map(text -> AddressRange.parse(text.strip()).orElseThrow()).toList());
  }

  /** Whether an address is that of a trusted proxy. */
  boolean trust(String address) {
    for (AddressRange network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The address of the caller: the right-most one that is not that of a trusted proxy. If there is
   * none, or one on the way to it is not an address, that of the last proxy that is known.
   *
   * @param peer the other end of the connection, a trusted proxy
   * @param headers all {@value #HEADER} of the request, in their order
   */
  String caller(String peer, List<String> headers) {
    String nearest = peer;
    int proxies = 0;
    for (String header : headers.reversed()) {
      int end = header.length();
      while (end >= 0 && proxies < MAX_PROXIES) {
        int comma = header.lastIndexOf(',', end - 1);
        Optional<String> address = address(header.substring(comma + 1, end).strip());
        if (address.isEmpty()) {
          return nearest;
        }
        nearest = address.get();
        if (!trust(nearest)) {
          return nearest;
        }
        proxies++;
        end = comma;
      }
    }
    return nearest;
  }

  private static Optional<String> address(String entry) {
    if (entry.length() > MAX_ENTRY) {
      return Optional.empty();
    }
    Matcher withPort = ENTRY.matcher(entry);
    if (!withPort.matches()) {
      return AddressRange.canonical(entry);
    }
    String address = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
    return AddressRange.canonical(address);
  }
}
