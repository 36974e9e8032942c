package dev.notifier.planning;

import dev.notifier.contracts.routes.RouteTakeover;
import java.util.Map;

/** The routes that take the messages of others for a time, as they are now. Thread-safe. */
@FunctionalInterface
public interface RouteTakeovers {
  /** No route does. */
  RouteTakeovers NONE = Map::of;

  /** The orders by the name of the route, including those that have ended. */
  Map<String, RouteTakeover> current();
}
