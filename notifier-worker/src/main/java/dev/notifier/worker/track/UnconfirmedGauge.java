package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.store.tracking.UnconfirmedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;

/**
 * Measures how many notifications of each route have an unconfirmed segment. Used by one thread.
 */
final class UnconfirmedGauge implements Sweeps.Sweeper {
  /** Older ones are final. */
  private static final Duration MAX_AGE = Duration.ofDays(9);

  private final UnconfirmedStore store;
  private final TreeSet<String> routes;
  private final TrackMetrics metrics;

  UnconfirmedGauge(UnconfirmedStore store, Map<String, RouteConfig> routes, TrackMetrics metrics) {
    this.store = store;
    this.routes = new TreeSet<>(routes.keySet());
    this.metrics = metrics;
  }

  @Override
  public Duration sweep(Instant now) {
    Map<String, Long> counts = store.counts(now.minus(MAX_AGE));
    routes.addAll(counts.keySet()); // so that a route without any reports 0, not its last value
    routes.forEach(route -> metrics.unconfirmed(route, counts.getOrDefault(route, 0L)));
    return Duration.ZERO;
  }
}
