package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.store.tracking.UnconfirmedStore;
import java.util.Map;
import java.util.TreeSet;

/**
 * Measures how many notifications of each route have an unconfirmed segment. Used by one thread.
 */
final class UnconfirmedGauge {
  private final UnconfirmedStore store;
  private final TreeSet<String> routes;
  private final TrackMetrics metrics;

  UnconfirmedGauge(UnconfirmedStore store, Map<String, RouteConfig> routes, TrackMetrics metrics) {
    this.store = store;
    this.routes = new TreeSet<>(routes.keySet());
    this.metrics = metrics;
  }

  void refresh() {
    Map<String, Long> counts = store.counts();
    routes.addAll(counts.keySet()); // so that a route without any reports 0, not its last value
    routes.forEach(route -> metrics.unconfirmed(route, counts.getOrDefault(route, 0L)));
  }
}
