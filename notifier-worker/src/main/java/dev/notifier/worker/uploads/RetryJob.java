package dev.notifier.worker.uploads;

import dev.notifier.contracts.sending.BatchReason;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchJob;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchRetries;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.search.BatchOutcomes;
import dev.notifier.store.search.BatchOutcomes.Outcome;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Copies the lines of a batch that failed, and that may arrive if they are sent again, into another
 * batch. A line keeps its number. A step is some thousand notifications, so its time and memory do
 * not depend on the size of the batch.
 */
public final class RetryJob implements JobKind {
  /** Notifications of a step. */
  static final int PAGE = 5_000;

  private final BatchStore batches;
  private final BatchLines lines;
  private final LineFinder finder;
  private final BatchOutcomes outcomes;
  private final int page;

  public RetryJob(BatchStore batches, BatchLines lines, BatchOutcomes outcomes) {
    this(batches, lines, outcomes, PAGE);
  }

  /**
   * @param page how many notifications a step reads
   */
  RetryJob(BatchStore batches, BatchLines lines, BatchOutcomes outcomes, int page) {
    this.batches = batches;
    this.lines = lines;
    this.finder = new LineFinder(lines);
    this.outcomes = outcomes;
    this.page = page;
  }

  /**
   * Where the next step begins.
   *
   * @param after the last notification that was read
   * @param chunks that were written
   * @param copied lines of these chunks
   */
  record Position(UUID after, int chunks, int copied) {}

  @Override
  public String name() {
    return BatchJob.RETRY;
  }

  @Override
  public JobStep step(LeasedJob job) {
    StoredBatch batch = found(job);
    Progress progress = new Progress(job.done(), null);
    if (batch == null) {
      // It was cancelled.
      return new JobStep.Done(progress);
    }
    StoredBatch first = batches.find(Objects.requireNonNull(batch.retryOf())).orElseThrow();
    @Nullable Position position = job.position(Position.class);
    List<Outcome> read =
        outcomes.page(first.id(), position == null ? null : position.after(), page);
    int chunks = position == null ? 0 : position.chunks();
    int copied = position == null ? 0 : position.copied();
    List<StoredLine> failed = failed(first, read, job.done());
    for (int begin = 0; begin < failed.size(); begin += BatchLines.CHUNK) {
      int end = Math.min(failed.size(), begin + BatchLines.CHUNK);
      lines.write(batch.id(), chunks++, failed.subList(begin, end));
    }
    copied += failed.size();
    progress = new Progress(job.done() + read.size(), null);
    if (read.size() == page) {
      batches.progress(batch, copied, copied, 0);
      return new JobStep.Proceed(
          new Position(read.getLast().notification(), chunks, copied), progress);
    }
    if (copied == 0) {
      batches.unreadable(batch, BatchReason.NOTHING_TO_RETRY.sentence());
    } else {
      batches.ready(
          batch, batch.type(), new StoredBatch.Lines(copied, copied, 0, chunks, 0, 0), null);
    }
    return new JobStep.Done(progress);
  }

  private @Nullable StoredBatch found(LeasedJob job) {
    return batches
        .find(job.payload(BatchJob.class).batch())
        .filter(batch -> batch.state() == BatchState.PARSING && batch.retryOf() != null)
        .orElse(null);
  }

  /**
   * The lines of a page that are sent again, by their number.
   *
   * @param before how many notifications were read before
   */
  private List<StoredLine> failed(StoredBatch first, List<Outcome> page, long before) {
    Set<Integer> wanted = new HashSet<>();
    for (Outcome each : page) {
      // An erased person has no number any more.
      if (BatchRetries.isRetriable(each.state(), each.reason())
          && !each.partly()
          && each.phone() != null) {
        wanted.add(each.line());
      }
    }
    if (wanted.isEmpty()) {
      return List.of();
    }
    // The lines of a retry are not in the order of the file.
    List<StoredLine> failed =
        first.retryOf() == null
            ? finder.inOrder(first.id(), wanted)
            : finder.around(
                first.id(), wanted, (double) before / Math.max(1, first.lines().valid()));
    if (failed.size() != wanted.size()) {
      throw new IllegalStateException("Lines of the first batch are missing");
    }
    return failed.stream().sorted(Comparator.comparingInt(StoredLine::line)).toList();
  }

  @Override
  public void failed(LeasedJob job) {
    StoredBatch batch = found(job);
    if (batch != null) {
      batches.unreadable(batch, BatchReason.RETRY_FAILED.sentence());
    }
  }
}
