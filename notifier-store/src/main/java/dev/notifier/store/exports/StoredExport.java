package dev.notifier.store.exports;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export.
 *
 * @param job that writes it
 * @param state of the job; null if the job is deleted
 * @param error why the job has failed, or why its last step has; null if it has not
 * @param clear whether it has numbers and texts in clear
 * @param rows that are written, without the names of the columns
 * @param bytes that are written, compressed
 * @param createdBy who has ordered it
 * @param done when everything was written; null before
 * @param expires when it is deleted
 */
public record StoredExport(
    UUID id,
    UUID job,
    @Nullable String state,
    @Nullable String error,
    boolean clear,
    long rows,
    long bytes,
    Instant created,
    String createdBy,
    @Nullable Instant done,
    Instant expires) {
  /** Whether it has failed because it became larger than allowed. */
  public boolean isTooLarge() {
    return ExportStore.TOO_LARGE.equals(error);
  }
}
