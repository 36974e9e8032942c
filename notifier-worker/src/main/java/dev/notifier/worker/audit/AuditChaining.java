package dev.notifier.worker.audit;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.audit.AuditHeadRecord;
import dev.notifier.store.audit.AuditChain;
import dev.notifier.store.audit.AuditChain.BrokenChainException;
import dev.notifier.store.audit.AuditChain.Head;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains the rows of the audit, unless the chain lacks the block that was noted on Kafka. Once an
 * hour the end of the chain is logged: with it, someone who keeps the log elsewhere finds that the
 * end was removed. The progress counts rows.
 */
public final class AuditChaining implements JobKind {
  /** About 100 ms. */
  static final int MAX_ROWS = 5_000;

  private static final int MAX_ERROR = 500;

  private static final Logger LOG = LoggerFactory.getLogger(AuditChaining.class);

  private final AuditChain chain;
  private final HeadNotes notes;

  /** Where the end of the chain is noted, outside PostgreSQL. */
  public interface HeadNotes {
    /** Whether everything that was noted has been read once. */
    boolean isRead();

    /** Why the topic cannot be read, without personal data; null while it can. */
    @Nullable String error();

    /** What was noted last; null if nothing was. */
    @Nullable AuditHeadRecord newest();

    /** Gives the last end that is committed, for the stop. */
    void follow(Supplier<@Nullable AuditHeadRecord> committed);

    /** Notes an end that is committed. Called in each step; does not wait. */
    void note(AuditHeadRecord committed);

    /** Notes at once an end that the chain lacks, so that others know it too. Does not wait. */
    void noteMissing(AuditHeadRecord missing);
  }

  public AuditChaining(AuditChain chain, HeadNotes notes) {
    this.chain = chain;
    this.notes = notes;
    notes.follow(() -> record(chain.known()));
  }

  @Override
  public String name() {
    return "audit-chain";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(1);
  }

  /** Messages are sent without it; what waits too long is a warning. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    if (!notes.isRead()) {
      return unread(new Progress(job.done(), null));
    }
    AuditHeadRecord noted = notes.newest();
    if (noted != null) {
      chain.require(noted.acceptance(), new Head(noted.block(), noted.hash()));
    }
    AuditChain.Step step;
    try {
      step = chain.chain(MAX_ROWS);
    } catch (BrokenChainException e) {
      LOG.error("{}", e.getMessage());
      AuditHeadRecord missing = record(chain.known());
      if (missing != null) {
        notes.noteMissing(missing);
      }
      return new JobStep.Failed(String.valueOf(e.getMessage()));
    }
    // Of the step before: the block of this one is not committed yet.
    AuditHeadRecord committed = record(chain.known());
    if (committed != null) {
      notes.note(committed);
    }
    Head ended = step.ended();
    if (ended != null) {
      LOG.info("The chain of the audit has reached block {}, hash {}", ended.block(), ended.hash());
    }
    Progress progress = new Progress(job.done() + step.rows(), null);
    return step.rows() < MAX_ROWS
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }

  /** It takes a moment at each start, which is no failure. */
  private JobStep unread(Progress progress) {
    String error = notes.error();
    if (error == null) {
      return new JobStep.Later(progress, period());
    }
    String sentence =
        "The noted end of the audit's chain is not read yet, so nothing is chained; check the topic "
            + Topics.AUDIT_HEADS
            + " and its ACLs: "
            + error;
    return new JobStep.Blocked(
        null, progress, 1, sentence.substring(0, Math.min(MAX_ERROR, sentence.length())));
  }

  private static @Nullable AuditHeadRecord record(AuditChain.Known known) {
    Head head = known.head();
    return head == null
        ? null
        : new AuditHeadRecord(Math.max(0, known.acceptance()), head.block(), head.hash());
  }
}
