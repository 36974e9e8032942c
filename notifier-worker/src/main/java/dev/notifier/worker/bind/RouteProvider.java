package dev.notifier.worker.bind;

import dev.notifier.config.RouteRecord;
import org.jspecify.annotations.Nullable;

/** The current routes. Thread-safe; asked many times per second, so it never blocks. */
@FunctionalInterface
public interface RouteProvider {
  /**
   * The route with its password, or null if there is none of this name. Its version changes with
   * every change of the route.
   */
  @Nullable RouteRecord current(String route);
}
