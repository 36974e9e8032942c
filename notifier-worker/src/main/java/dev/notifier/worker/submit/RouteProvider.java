package dev.notifier.worker.submit;

import dev.notifier.config.RouteRecord;
import org.jspecify.annotations.Nullable;

/** The routes as they are in force. Thread-safe; asked many times a second, so it never waits. */
@FunctionalInterface
public interface RouteProvider {
  /**
   * The route, its password included, or null when there is none by this name. Its version changes
   * with every change.
   */
  @Nullable RouteRecord current(String route);
}
