package dev.notifier.console.routes;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a route, of {@code GET /v1/routes/{name}}. It does not have the contact.
 *
 * @param stale whether the sessions may have changed since
 */
record RouteSessions(
    String name,
    int sessions,
    boolean paused,
    @Nullable Pause pause,
    boolean stale,
    List<Bind> binds) {
  /**
   * Who has paused it.
   *
   * @param by the name of a user; null for those who may not know it
   */
  record Pause(Instant since, @Nullable String by) {}

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

    private static final Set<String> BOUND = Set.of("BOUND", "PAUSED", "CIRCUIT_OPEN");
    private static final Pattern CLASS = Pattern.compile("\\b[a-z0-9]+(\\.[a-z0-9]+)+\\.[A-Z]");

    /** Whether it has a link with the carrier, though it may send nothing now. */
    boolean isUp() {
      return alive && BOUND.contains(state);
    }

    /** Whether the last error is that of a program, which says nothing to an operator. */
    boolean isTechnical() {
      return lastError != null && CLASS.matcher(lastError).find();
    }

    /** What failed: a key of the texts {@code routes.error}. */
    String failed() {
      return lastError != null && lastError.contains("kafka") ? "kafka" : "program";
    }

    /** The state: a key of the texts {@code routes.bind}. */
    String word() {
      return alive || state.equals(RETIRED) ? state : "SILENT";
    }

    /** The colour of the state. */
    String tag() {
      if (isUp()) {
        return switch (state) {
          case "BOUND" -> "good";
          case "PAUSED" -> "warn";
          default -> "bad";
        };
      }
      return state.equals(RETIRED) ? "" : "bad";
    }
  }

  int bound() {
    return (int) binds.stream().filter(Bind::isUp).count();
  }
}
