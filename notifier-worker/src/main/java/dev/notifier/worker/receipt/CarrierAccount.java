package dev.notifier.worker.receipt;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteConfig.MessageIdFormat;
import dev.notifier.config.RouteConfig.ReceiptsNumber;
import java.time.Duration;
import java.util.List;

/**
 * An account at a carrier. Its message ids and receipts are shared by all routes that log in to it.
 *
 * @param routes the configured routes of the account, sorted
 * @param responseTimeout the longest of its routes
 */
public record CarrierAccount(
    short id,
    List<String> routes,
    MessageIdFormat format,
    ReceiptsNumber numbers,
    Duration responseTimeout) {

  /** A route that is not configured: nothing is known about its carrier. */
  static CarrierAccount ofUnknownRoute(short id, String route) {
    return new CarrierAccount(
        id, List.of(route), MessageIdFormat.AS_IS, ReceiptsNumber.MATCH, Duration.ofMinutes(5));
  }

  /** The configuration check ensures that the settings of the routes agree. */
  static CarrierAccount of(short id, List<String> routes, List<RouteConfig> configs) {
    RouteConfig first = configs.getFirst();
    Duration timeout =
        configs.stream()
            .map(RouteConfig::responseTimeout)
            .reduce((one, other) -> one.compareTo(other) < 0 ? other : one)
            .orElseThrow();
    return new CarrierAccount(id, routes, first.messageIdFormat(), first.receiptsNumber(), timeout);
  }

  /** Whether only the message id of a receipt counts. */
  boolean ignoresNumbers() {
    return numbers == ReceiptsNumber.IGNORE;
  }

  /** The names of the routes, for logs and metrics. */
  public String label() {
    return String.join("+", routes);
  }
}
