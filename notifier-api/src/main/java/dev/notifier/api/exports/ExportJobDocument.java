package dev.notifier.api.exports;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.store.exports.StoredExport;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export.
 *
 * @param job that writes it
 * @param state of the job
 * @param personalData whether it has numbers and texts in clear
 * @param rows that are written so far
 * @param bytes that are written so far, compressed
 * @param error why it has failed, or why its last step has; null if it has not
 * @param code of the reason in the catalogue of errors; null if it has none
 * @param createdBy who has ordered it
 * @param completedAt null until everything is written
 * @param expiresAt when it is deleted; later while it is written
 */
record ExportJobDocument(
    UUID exportId,
    UUID job,
    String state,
    boolean personalData,
    long rows,
    long bytes,
    @Nullable String error,
    @Nullable String code,
    Instant createdAt,
    String createdBy,
    @Nullable Instant completedAt,
    Instant expiresAt) {
  /**
   * The exports of a tenant.
   *
   * @param exports the newest first
   */
  record All(List<ExportJobDocument> exports) {}

  static ExportJobDocument of(StoredExport stored) {
    return new ExportJobDocument(
        stored.id(),
        stored.job(),
        state(stored),
        stored.clear(),
        stored.rows(),
        stored.bytes(),
        stored.error(),
        stored.isTooLarge() ? ErrorCode.EXPORT_TOO_LARGE.id() : null,
        stored.created(),
        stored.createdBy(),
        stored.done(),
        stored.expires());
  }

  /** A job is deleted some time after it has ended. */
  private static String state(StoredExport stored) {
    if (stored.done() != null) {
      return "done";
    }
    return stored.state() == null ? "failed" : stored.state();
  }
}
