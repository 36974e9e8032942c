package dev.notifier.config.addresses;

import java.util.Locale;
import java.util.regex.Pattern;

/** Where servers are, as far as their addresses say so. */
public final class LocalAddresses {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

  private LocalAddresses() {}

  /**
   * Whether each address is of this machine. A name is not looked up: what it means may change.
   *
   * @param addresses addresses as {@code host:port}, separated by commas
   */
  public static boolean areLocal(String addresses) {
    for (String address : addresses.split(",", -1)) {
      String host = address.strip().replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
      if (!host.isEmpty() && !LOOPBACK.matcher(host).matches()) {
        return false;
      }
    }
    return true;
  }
}
