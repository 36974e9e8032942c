package dev.notifier.console.routes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a route, of {@code GET /v1/routes/{name}}. It does not have the contact.
 *
 * @param stale whether the sessions may have changed since
 */
record RouteSessions(String name, int sessions, boolean stale, List<Bind> binds) {
  /** A session. */
  record Bind(
      int session,
      String worker,
      String state,
      boolean alive,
      double rate,
      int window,
      int windowInUse,
      @Nullable String lastError,
      Instant at) {
    private static final String RETIRED = "RETIRED";

    boolean isUp() {
      return alive && state.equals("BOUND");
    }

    /** The state: a key of the texts {@code routes.bind}. */
    String word() {
      return alive || state.equals(RETIRED) ? state : "SILENT";
    }

    /** The colour of the state. */
    String tag() {
      if (isUp()) {
        return "good";
      }
      return state.equals(RETIRED) ? "" : "bad";
    }
  }

  int bound() {
    return (int) binds.stream().filter(Bind::isUp).count();
  }
}
