package dev.notifier.replies.address;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The configurations that ship with Notifier. */
public final class ShippedAddresses {
  private static final List<String> ADDRESSES = List.of("8079");

  private ShippedAddresses() {}

  /** Returns all of them. */
  public static List<AddressConfig> all() {
    return ADDRESSES.stream().map(ShippedAddresses::read).toList();
  }

  /** Returns the file of a shipped configuration. */
  static String file(String address) {
    String name = "/shipped/inbound/" + address + ".yaml";
    try (InputStream file = ShippedAddresses.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("shipped address " + name + " is not in the jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AddressConfig read(String address) {
    return switch (AddressFiles.read(file(address))) {
      case AddressResult.Read read -> read.config();
      case AddressResult.Invalid invalid ->
          throw new IllegalStateException(
              "shipped address " + address + " cannot be read: " + invalid.problems());
    };
  }
}
