package dev.notifier.console.optouts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the lines of a list.
 *
 * @param recorded how many statements are new
 * @param refused how many lines are wrong
 * @param errors of the first of these
 */
record ListImport(long lines, long recorded, long refused, List<Wrong> errors) {
  /** A wrong line. */
  record Wrong(long line, String code, @Nullable String detail) {}

  /** The response of {@code GET /v1/do-not-call}. */
  record DoNotCall(@Nullable Import inForce, boolean outdated, List<Import> imports) {
    /** Whether an import runs, so that the page refreshes itself. */
    boolean isRunning() {
      return imports.stream().anyMatch(each -> each.state().equals("running"));
    }
  }

  /** An import of the do-not-call list. */
  record Import(
      String state,
      Instant begunAt,
      @Nullable Instant completedAt,
      @Nullable Instant outdatedAt,
      long numbers,
      long refused,
      @Nullable String importedBy) {
    /** The colour of the state. */
    String tag() {
      return switch (state) {
        case "complete" -> "good";
        case "failed" -> "bad";
        default -> "warn";
      };
    }
  }
}
