package dev.notifier.worker.audit;

import dev.notifier.store.audit.AuditChain;
import dev.notifier.store.audit.AuditChain.BrokenChainException;
import dev.notifier.store.audit.AuditChain.Head;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains the rows of the audit. Once an hour the end of the chain is logged: with it, someone who
 * keeps the log elsewhere finds that the end was removed. The progress counts rows.
 */
public final class AuditChaining implements JobKind {
  /** About 100 ms. */
  static final int MAX_ROWS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(AuditChaining.class);

  private final AuditChain chain;

  public AuditChaining(AuditChain chain) {
    this.chain = chain;
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
    AuditChain.Step step;
    try {
      step = chain.chain(MAX_ROWS);
    } catch (BrokenChainException e) {
      LOG.error("{}", e.getMessage());
      return new JobStep.Failed(String.valueOf(e.getMessage()));
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
}
