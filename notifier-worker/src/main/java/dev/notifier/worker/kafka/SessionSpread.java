package dev.notifier.worker.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * Deals messages out to the sessions of their route in turn, so that every bind gets its share
 * whatever the numbers are. Not thread-safe; each writer has its own.
 */
public final class SessionSpread {
  private final Map<String, Integer> sessionsByRoute;
  private final Map<String, Integer> next = new HashMap<>();

  /**
   * @param sessionsByRoute for each route how many sessions it has at present
   */
  public SessionSpread(Map<String, Integer> sessionsByRoute) {
    this.sessionsByRoute = Map.copyOf(sessionsByRoute);
  }

  /**
   * The partition of the route's submit topics that is next. A route that is no longer configured
   * keeps its topics, and its first partition is where an operator who brings it back finds what
   * was left.
   */
  public int nextPartition(String route) {
    int sessions = sessionsByRoute.getOrDefault(route, 1);
    int partition = next.getOrDefault(route, 0) % sessions;
    next.put(route, partition + 1);
    return partition;
  }
}
