package dev.notifier.worker.routes;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Assigns messages to the sessions of their route in turn, so that all binds get equal shares. Not
 * thread-safe; each writer has its own.
 */
public final class SessionRoundRobin {
  private final ToIntFunction<String> sessionsOf;
  private final Map<String, Integer> next = new HashMap<>();

  /**
   * @param sessionsOf the current number of sessions of a route; called for every message
   */
  public SessionRoundRobin(ToIntFunction<String> sessionsOf) {
    this.sessionsOf = sessionsOf;
  }

  /**
   * Returns the next partition of the route's submit topics. A route that is no longer configured
   * keeps its topics and uses their first partition; an operator who configures it again finds the
   * remaining messages there.
   */
  public int nextPartition(String route) {
    int sessions = Math.max(1, sessionsOf.applyAsInt(route));
    int partition = next.getOrDefault(route, 0) % sessions;
    next.put(route, partition + 1);
    return partition;
  }
}
