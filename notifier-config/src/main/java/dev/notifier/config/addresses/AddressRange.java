package dev.notifier.config.addresses;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A network in CIDR notation, of IPv4 or IPv6. Immutable. */
public final class AddressRange {
  /** Only what cannot be a name, so nothing is looked up. */
  private static final Pattern FORM = Pattern.compile("([0-9a-fA-F:.]+)(?:/(\\d{1,3}))?");

  private static final int BYTE_MASK = 0xff;

  private final byte[] prefix;
  private final int length;

  private AddressRange(byte[] prefix, int length) {
    this.prefix = prefix;
    this.length = length;
  }

  /** Reads a network such as {@code 10.1.0.0/16}, or an address; empty if the text is neither. */
  public static Optional<AddressRange> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
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
    if (length > bits || !Arrays.equals(address, masked(address, length))) {
      return Optional.empty();
    }
    return Optional.of(new AddressRange(address, length));
  }

  /** A network that is known to be one. */
  static AddressRange of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a network: " + text));
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

  private static byte[] masked(byte[] address, int length) {
    byte[] masked = new byte[address.length];
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(length - i * Byte.SIZE, 0, Byte.SIZE);
      masked[i] = (byte) (address[i] & (BYTE_MASK << (Byte.SIZE - kept)));
    }
    return masked;
  }
}
