package dev.notifier.api.jobs;

import dev.notifier.store.jobs.StoredJob;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as operators see it. What it is about may be personal data and is not shown.
 *
 * @param periodic whether it is due again some time after it is done, and never ends
 * @param state the id of a {@link dev.notifier.store.jobs.JobState}
 * @param done how much is done, in units of the kind; of a periodic job in this run or the last
 * @param total of how much; null if unknown
 * @param attempts how often the next step has failed
 * @param error why the last step failed; null if it did not
 * @param note what it does next; null if its kind does not say
 * @param nextRunAt when the next step may begin; null if the job has ended
 * @param startedAt when the first step began, of a periodic job that of this run or the last; null
 *     if none did
 * @param endedAt null while it is open
 */
record JobDocument(
    UUID id,
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

  /**
   * A page of jobs.
   *
   * @param jobs the newest first
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<JobDocument> jobs, @Nullable String next) {}

  static JobDocument of(StoredJob job) {
    return new JobDocument(
        job.id(),
        job.kind(),
        job.periodic(),
        job.state().id(),
        job.progress().done(),
        job.progress().total(),
        job.progress().attempts(),
        job.progress().error(),
        job.progress().note(),
        job.times().created(),
        job.times().nextRun(),
        job.times().started(),
        job.times().ended());
  }
}
