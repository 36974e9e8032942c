package dev.notifier.store.batches;

import dev.notifier.contracts.sending.BatchState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch.
 *
 * @param version of the row; each change has the next one
 * @param type what its lines are
 * @param settingsNumber how often the settings were changed, from 1
 * @param settings how the file is read, as far as someone has said so: JSON
 * @param question what must be said before the file can be read: JSON, may have values of the file;
 *     null if nothing must
 * @param reason why the file cannot be read, or why the batch is paused; null if neither
 * @param summary how the file was read, and the faults of its lines: JSON, may have values of the
 *     file; null before
 * @param dryRun on which the release is based; null before
 * @param retryOf the batch whose failed lines it has; null if it is none
 * @param correctionOf the batch whose refused lines it has, corrected; null if it is none
 * @param measured how far it was some time ago; null if it has sent nothing
 */
public record StoredBatch(
    UUID id,
    int version,
    String tenant,
    String name,
    BatchState state,
    Type type,
    File file,
    int settingsNumber,
    String settings,
    @Nullable String question,
    @Nullable String reason,
    @Nullable String summary,
    Lines lines,
    @Nullable UUID dryRun,
    BatchPace pace,
    People people,
    Times times,
    @Nullable UUID retryOf,
    @Nullable UUID correctionOf,
    @Nullable Measured measured) {
  /**
   * What its lines are. The versions are pinned when the file is read, and null before.
   *
   * @param name of the event type
   * @param template the full name, as in notifications
   */
  public record Type(
      String name,
      @Nullable Integer version,
      @Nullable String template,
      @Nullable Integer templateVersion) {}

  /**
   * The file as it was sent.
   *
   * @param kind csv, tsv, ndjson or xlsx
   * @param sha256 as hexadecimal digits; null until it has arrived
   * @param again why it was sent again; null if it is the first
   */
  public record File(String kind, long bytes, @Nullable String sha256, @Nullable String again) {}

  /**
   * Its lines.
   *
   * @param read lines of the file, without blank ones
   * @param valid those that can be sent
   * @param refused those that cannot
   * @param chunks of lines that can be sent
   * @param nextChunk which chunk is sent next
   * @param fed lines of the chunks before
   */
  public record Lines(int read, int valid, int refused, int chunks, int nextChunk, int fed) {}

  /**
   * Who did what.
   *
   * @param settingsBy who has said last how the file is read; null if no one has
   * @param requestedBy who asked for its release, if another person has to release it
   */
  public record People(
      String createdBy,
      @Nullable String settingsBy,
      @Nullable String requestedBy,
      @Nullable String releasedBy) {}

  /**
   * When something happened.
   *
   * @param changed when the state changed
   * @param cleared when its lines were deleted
   */
  public record Times(
      Instant created,
      Instant changed,
      @Nullable Instant released,
      @Nullable Instant ended,
      @Nullable Instant cleared) {}

  /** How many lines were sent at a time, a minute or two ago; later if it has just begun. */
  public record Measured(Instant at, int fed) {}

  /** Omits the values. */
  @Override
  public String toString() {
    return "StoredBatch[" + id + ", " + state + "]";
  }
}
