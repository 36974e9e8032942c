package dev.notifier.store.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What operators may see of a job: neither its payload nor its position, which may contain personal
 * data.
 */
public record StoredJob(
    UUID id, String kind, boolean periodic, JobState state, Progress progress, Times times) {

  /**
   * How far it is.
   *
   * @param done in units of the kind
   * @param total of how much; null if unknown
   * @param attempts how often the next step has failed
   * @param error why the last step failed, without personal data; null if it did not
   * @param note what it does next, without personal data; null if its kind does not say
   */
  public record Progress(
      long done,
      @Nullable Long total,
      int attempts,
      @Nullable String error,
      @Nullable String note) {
    public Progress(long done, @Nullable Long total, int attempts, @Nullable String error) {
      this(done, total, attempts, error, null);
    }
  }

  /**
   * Its times, of PostgreSQL's clock.
   *
   * @param nextRun when the next step may begin; null if it has ended
   * @param started when the first step began; of a periodic job, that of this run, or of the last
   */
  public record Times(
      Instant created,
      @Nullable Instant nextRun,
      @Nullable Instant started,
      @Nullable Instant ended) {}
}
