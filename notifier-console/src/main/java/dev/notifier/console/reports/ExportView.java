package dev.notifier.console.reports;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An export of {@code GET /v1/exports/{exportId}}. It has no personal data itself.
 *
 * @param code of the error in the catalogue, of which the console has a text; null if it has none
 */
record ExportView(
    String exportId,
    String state,
    boolean personalData,
    long rows,
    long bytes,
    @Nullable String error,
    @Nullable String code,
    Instant createdAt,
    @Nullable String createdBy,
    @Nullable Instant completedAt,
    @Nullable Instant expiresAt) {
  private static final String USER = "user:";

  /** The exports of the tenant, the newest first. */
  record All(List<ExportView> exports) {
    static final All NONE = new All(List.of());
  }

  boolean isDone() {
    return state.equals("done");
  }

  /** Whether its state still changes. */
  boolean isOpen() {
    return state.equals("waiting") || state.equals("running");
  }

  /** Who has ordered it, without the kind of the name. */
  String orderedBy() {
    String by = createdBy == null ? "" : createdBy;
    return by.startsWith(USER) ? by.substring(USER.length()) : by;
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
