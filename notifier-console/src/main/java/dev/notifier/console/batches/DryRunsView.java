package dev.notifier.console.batches;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dry runs of a batch, of {@code GET /v1/batches/{batchId}/dry-runs}; the newest first. */
record DryRunsView(List<Entry> dryRuns) {
  static final DryRunsView NONE = new DryRunsView(List.of());

  /**
   * A dry run without its result.
   *
   * @param messages null until it is computed
   * @param releasable whether a release can be based on it now
   */
  record Entry(
      String dryRunId,
      @Nullable Long messages,
      @Nullable String error,
      boolean releasable,
      String createdBy,
      Instant createdAt) {
    /** How far it is, as a part of the key of a text. */
    String state() {
      if (error != null) {
        return "failed";
      }
      if (messages == null) {
        return "preparing";
      }
      return releasable ? "ready" : "expired";
    }

    /** The colour of the state. */
    String tag() {
      return switch (state()) {
        case "ready" -> "good";
        case "failed" -> "bad";
        default -> "";
      };
    }
  }
}
