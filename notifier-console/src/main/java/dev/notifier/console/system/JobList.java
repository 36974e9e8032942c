package dev.notifier.console.system;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A page of {@code GET /v1/jobs}. */
record JobList(List<Job> jobs, @Nullable String next) {
  /** The states by which jobs are selected. */
  static final List<String> STATES = List.of("failed", "running", "waiting", "done", "cancelled");

  private static final Set<String> ENDED = Set.of("done", "cancelled");

  /** A job. */
  record Job(
      String id,
      String kind,
      boolean periodic,
      String state,
      long done,
      @Nullable Long total,
      int attempts,
      @Nullable String error,
      @Nullable String note,
      Instant createdAt,
      @Nullable Instant nextRunAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {
    /** Whether it can be cancelled, or taken from the list of what needs attention. */
    boolean isCancellable() {
      return !periodic && !ENDED.contains(state);
    }

    /** The colour of the state. */
    String tag() {
      return switch (state) {
        case "failed" -> "bad";
        case "done", "running" -> "good";
        default -> attempts > 0 ? "warn" : "";
      };
    }
  }
}
