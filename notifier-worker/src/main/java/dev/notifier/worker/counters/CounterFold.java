package dev.notifier.worker.counters;

import dev.notifier.store.counters.CounterFolding;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.reports.SentSegmentStore;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/**
 * Adds to the counters and to the sent segments what transactions have changed. Readers need it
 * only to have less to add themselves. The progress counts changes.
 */
public final class CounterFold implements JobKind {
  /** About 50 ms. */
  static final int MAX_DELTAS = 5_000;

  private final CounterFolding folding;
  private final SentSegmentStore sent;

  public CounterFold(CounterFolding folding, SentSegmentStore sent) {
    this.folding = folding;
    this.sent = sent;
  }

  @Override
  public String name() {
    return "counters";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(1);
  }

  /** Readers add what is not folded yet, so counts are exact without it. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  /** The folding has transactions of its own, and nothing that a position would be needed for. */
  @Override
  public boolean inTransaction() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    int deltas = folding.fold(MAX_DELTAS);
    int sentDeltas = sent.fold(MAX_DELTAS);
    Progress progress = new Progress(job.done() + deltas + sentDeltas, null);
    return deltas < MAX_DELTAS && sentDeltas < MAX_DELTAS
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }
}
