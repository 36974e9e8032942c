package dev.notifier.api.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses. Immutable; never looks a name up. */
public final class Network {
  /** Only what cannot be a name: digits, hexadecimal digits, dots and colons. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

  private final byte[] address;
  private final int bits;

  private Network(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /**
   * Parses a network in CIDR notation (RFC 4632; RFC 4291, 2.3), or one address. Bits behind the
   * prefix must be zero, so that {@code 10.1.2.3/8} is not taken for one machine.
   */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    Optional<byte[]> address = bytes(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int all = address.get().length * Byte.SIZE;
    String prefix = slash < 0 ? Integer.toString(all) : text.substring(slash + 1);
    if (!PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > all) {
      return Optional.empty();
    }
    Network network = new Network(address.get(), Integer.parseInt(prefix));
    return network.isZeroBehindPrefix() ? Optional.of(network) : Optional.empty();
  }

  /** Whether an address is in one of the networks; invalid networks contain nothing. */
  public static boolean contain(Iterable<String> networks, String address) {
    for (String text : networks) {
      if (parse(text).filter(network -> network.contains(address)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Whether all addresses of a network are in one of the networks. */
  public static boolean contain(Iterable<String> networks, Network other) {
    for (String text : networks) {
      if (parse(text)
          .filter(network -> network.bits <= other.bits && network.contains(other.address))
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether an address is in the network.
   *
   * @param text as the server sees it, with or without a zone
   */
  public boolean contains(String text) {
    return bytes(text.replaceFirst("%.*", "")).filter(this::contains).isPresent();
  }

  /**
   * An address in the one form in which the server names it, so that it is the same wherever it is
   * counted; empty if the text is none. Never looks a name up.
   */
  public static Optional<String> canonical(String address) {
    return bytes(address)
        .map(bytes -> {
          try {
            return InetAddress.getByAddress(bytes).getHostAddress();
          } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private boolean contains(byte[] other) {
    if (other.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (isSet(other, bit) != isSet(address, bit)) {
        return false;
      }
    }
    return true;
  }

  private boolean isZeroBehindPrefix() {
    for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
      if (isSet(address, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSet(byte[] bytes, int bit) {
    return (bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
  }

  /** An IPv4 address in IPv6 form is the IPv4 address. */
  private static Optional<byte[]> bytes(String address) {
    if (!ADDRESS.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(address).getAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
