package dev.notifier.console.reports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An export of {@code GET /v1/exports/{exportId}}. It has no personal data itself. */
record ExportView(
    String exportId,
    String state,
    boolean personalData,
    long rows,
    long bytes,
    @Nullable String error,
    Instant createdAt,
    @Nullable Instant completedAt,
    @Nullable Instant expiresAt) {
  boolean isDone() {
    return state.equals("done");
  }

  /** Whether its state still changes. */
  boolean isOpen() {
    return state.equals("waiting") || state.equals("running");
  }

  /** The colour of the state. */
  String tag() {
    return switch (state) {
      case "done" -> "good";
      case "failed" -> "bad";
      default -> "warn";
    };
  }
}
