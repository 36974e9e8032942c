package dev.notifier.smsc.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which names a browser may use for this server. Prevents DNS rebinding: another site can
 * point its own name to this machine, whatever address the server listens on. An IP address cannot
 * be pointed elsewhere, so every one is allowed.
 */
final class AllowedHosts {
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{1,253})(?::\\d{1,5})?");
  private static final Pattern IP_ADDRESS =
      Pattern.compile("\\[.*]|(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
  private static final String LOOPBACK = "localhost";

  private final Set<String> names;

  /**
   * @param names of this machine, in addition to {@code localhost} and IP addresses
   */
  AllowedHosts(List<String> names) {
    this.names =
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /**
   * Returns whether a request with these Host headers is answered. HTTP requires exactly one.
   *
   * @param headers the values; null if there is none
   */
  boolean contains(@Nullable List<String> headers) {
    if (headers == null || headers.size() != 1) {
      return false;
    }
    var host = HOST.matcher(headers.getFirst().toLowerCase(Locale.ROOT));
    if (!host.matches()) {
      return false;
    }
    String name = host.group(1);
    return name.equals(LOOPBACK) || names.contains(name) || IP_ADDRESS.matcher(name).matches();
  }
}
