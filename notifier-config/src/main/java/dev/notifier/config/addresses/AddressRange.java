package dev.notifier.config.addresses;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of IP addresses, of IPv4 or IPv6. Immutable; never looks a name up. */
public final class AddressRange {
  /** Only what cannot be a name: digits, hexadecimal digits, dots and colons. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  private static final Pattern FORM = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");
  private static final int BYTE_MASK = 0xff;

  private final byte[] prefix;
  private final int length;

  private AddressRange(byte[] prefix, int length) {
    this.prefix = prefix;
    this.length = length;
  }

  /**
   * Parses a network in CIDR notation (RFC 4632; RFC 4291, 2.3), or one address; empty if the text
   * is neither. Bits behind the prefix must be zero, so that {@code 10.1.2.3/8} is not taken for
   * one machine.
   */
  public static Optional<AddressRange> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    Optional<InetAddress> literal =
        matcher.matches() ? address(matcher.group(1)) : Optional.empty();
    if (literal.isEmpty()) {
      return Optional.empty();
    }
    byte[] address = literal.get().getAddress();
    int bits = address.length * Byte.SIZE;
    int length = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
    if (length > bits || !Arrays.equals(address, masked(address, length))) {
      return Optional.empty();
    }
    return Optional.of(new AddressRange(address, length));
  }

  /** A network that is known to be one. */
  static AddressRange of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a network: " + text));
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
  public static boolean contain(Iterable<String> networks, AddressRange other) {
    for (String text : networks) {
      if (parse(text).filter(other::isWithin).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * An address in the one form in which the server names it, so that it is the same wherever it is
   * counted; empty if the text is none.
   */
  public static Optional<String> canonical(String address) {
    return address(address).map(InetAddress::getHostAddress);
  }

  /** An IPv4 address in IPv6 form is the IPv4 address. */
  private static Optional<InetAddress> address(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether an address is in the network.
   *
   * @param text as the server sees it, with or without a zone
   */
  public boolean contains(String text) {
    return address(text.replaceFirst("%.*", "")).filter(this::contains).isPresent();
  }

  /** Whether the address is in the network. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == prefix.length && Arrays.equals(prefix, masked(bytes, length));
  }

  /** Whether all addresses of this network are in another one. */
  public boolean isWithin(AddressRange other) {
    return prefix.length == other.prefix.length
        && length >= other.length
        && Arrays.equals(other.prefix, masked(prefix, other.length));
  }

  /** How many bits all its addresses have in common. */
  int prefixLength() {
    return length;
  }

  /** Whether it is of IPv4. */
  boolean isIpv4() {
    return prefix.length == Integer.BYTES;
  }

  private static byte[] masked(byte[] address, int length) {
    byte[] masked = new byte[address.length];
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(length - i * Byte.SIZE, 0, Byte.SIZE);
      masked[i] = (byte) (address[i] & (BYTE_MASK << (Byte.SIZE - kept)));
    }
    return masked;
  }
}
