package dev.notifier.console.routes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route of {@code GET /v1/routes}. */
record RouteDocument(
    String name,
    String version,
    @Nullable String host,
    int port,
    int rate,
    int sessions,
    int maxSessions,
    int window,
    boolean paused,
    List<String> failover,
    boolean stale,
    List<Bind> binds) {
  /** A page of routes. */
  record All(List<RouteDocument> routes, @Nullable String next) {}

  /** A session of a route. */
  record Bind(
      int session,
      String worker,
      String state,
      boolean alive,
      double rate,
      double rateLimit,
      int window,
      int windowInUse,
      @Nullable String lastError,
      Instant at) {
    boolean isUp() {
      return alive && state.equals("BOUND");
    }
  }

  /** How many sessions are bound. */
  int boundSessions() {
    return (int) binds.stream().filter(Bind::isUp).count();
  }

  /** The state in one word: a key of the texts {@code routes.state}. */
  String state() {
    if (paused) {
      return "paused";
    }
    int bound = boundSessions();
    if (bound == 0) {
      return "down";
    }
    return bound < sessions ? "partly" : "up";
  }

  /** The colour of the state. */
  String tag() {
    return switch (state()) {
      case "up" -> "good";
      case "down" -> "bad";
      default -> "warn";
    };
  }
}
