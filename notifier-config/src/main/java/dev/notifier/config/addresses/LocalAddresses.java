package dev.notifier.config.kafka;

import java.util.Locale;
import java.util.regex.Pattern;

/** Where brokers are, as far as their addresses say so. */
final class BrokerAddresses {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

  private BrokerAddresses() {}

  /**
   * Whether each address is of this machine. A name is not looked up: what it means may change.
   *
   * @param bootstrapServers addresses as {@code host:port}, separated by commas
   */
  static boolean areLocal(String bootstrapServers) {
    for (String address : bootstrapServers.split(",", -1)) {
      String host = address.strip().replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
      if (!host.isEmpty() && !LOOPBACK.matcher(host).matches()) {
        return false;
      }
    }
    return true;
  }
}
