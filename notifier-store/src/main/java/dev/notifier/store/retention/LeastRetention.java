package dev.notifier.store.retention;

import dev.notifier.config.RouteConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;

/** How long data is kept at least, whatever its retention. */
public final class LeastRetention {
  /** The last seven days are never removed. */
  public static final Duration ALWAYS = Duration.ofDays(7);

  private LeastRetention() {}

  /**
   * How long all notifications are kept: a day longer than an event can be planned again, or a
   * receipt can come.
   *
   * @param recoveryWindow how long an event can be planned again
   * @param routes on which notifications were sent
   */
  public static Duration ofNotifications(Duration recoveryWindow, Collection<RouteConfig> routes) {
    return Stream.concat(
            Stream.of(ALWAYS, recoveryWindow), routes.stream().map(RouteConfig::noReceiptAfter))
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .plusDays(1);
  }
}
