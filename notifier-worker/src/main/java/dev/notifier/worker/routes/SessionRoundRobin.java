package dev.notifier.worker.routes;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Deals messages out to the sessions of their route in turn, so that every bind gets its share
 * whatever the numbers are. Not thread-safe; each writer has its own.
 */
public final class SessionRoundRobin {
  private final ToIntFunction<String> sessionsOf;
  private final Map<String, Integer> next = new HashMap<>();

  /**
   * @param sessionsOf how many sessions a route has at present; asked for every message
   */
  public SessionRoundRobin(ToIntFunction<String> sessionsOf) {
    this.sessionsOf = sessionsOf;
  }

  /**
   * The partition of the route's submit topics that is next. A route that is no longer configured
   * keeps its topics, and its first partition is where an operator who brings it back finds what
   * was left.
   */
  public int nextPartition(String route) {
    int sessions = Math.max(1, sessionsOf.applyAsInt(route));
    int partition = next.getOrDefault(route, 0) % sessions;
    next.put(route, partition + 1);
    return partition;
  }
}
