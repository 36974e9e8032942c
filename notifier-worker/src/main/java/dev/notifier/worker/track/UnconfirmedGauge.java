package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.store.tracking.UnconfirmedStore;
import java.util.Map;
import java.util.TreeSet;

/** Shows how many notifications are unconfirmed. For one thread. */
final class UnconfirmedGauge {
  private final UnconfirmedStore store;
  private final TreeSet<String> routes;
  private final TrackMetrics meters;

  UnconfirmedGauge(UnconfirmedStore store, Map<String, RouteConfig> routes, TrackMetrics meters) {
    this.store = store;
    this.routes = new TreeSet<>(routes.keySet());
    this.meters = meters;
  }

  void refresh() {
    Map<String, Long> counts = store.counts();
    routes.addAll(counts.keySet()); // one that went down to none is shown as 0 and not as before
    routes.forEach(route -> meters.unconfirmed(route, counts.getOrDefault(route, 0L)));
  }
}
