package dev.notifier.store.jobs;

import dev.notifier.contracts.RecordJson.UnreadableRecordException;
import dev.notifier.store.JsonText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job of which a worker may do the next step.
 *
 * @param tenant null for a job of the system
 * @param payloadJson what to do; may contain personal data; null if there is nothing to say
 * @param positionJson where the last step ended; null before the first step, and before the first
 *     one of each run of a periodic job
 * @param done how much the steps before have done
 * @param total of how much; null if unknown
 * @param attempts how often this step has failed
 * @param now the time of PostgreSQL's clock when the step began. Steps use this time, not the
 *     worker's
 * @param lease the right to do the step
 */
public record LeasedJob(
    UUID id,
    @Nullable String tenant,
    String kind,
    boolean periodic,
    @Nullable String payloadJson,
    @Nullable String positionJson,
    long done,
    @Nullable Long total,
    int attempts,
    Instant now,
    Lease lease) {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedJob.class);

  /**
   * The right to do a step.
   *
   * @param until when another worker may do it; also proves that no other worker took it since
   * @param abandoned whether the worker before ended during this step
   */
  public record Lease(String owner, OffsetDateTime until, boolean abandoned) {}

  /**
   * What to do.
   *
   * @throws IllegalStateException if the job has no payload
   */
  public <T> T payload(Class<T> type) {
    if (payloadJson == null) {
      throw new IllegalStateException("The job has no payload");
    }
    return JsonText.read(payloadJson, type);
  }

  /**
   * Where the step begins; null = at the beginning. That is also so if another release has stored
   * the position and this one cannot read it: steps can be repeated, and a job that fails because
   * of its position would fail for ever.
   */
  public <T> @Nullable T position(Class<T> type) {
    try {
      return positionJson == null ? null : JsonText.read(positionJson, type);
    } catch (UnreadableRecordException e) {
      LOG.warn("The job {} begins again: it cannot read the position of another release", this);
      return null;
    }
  }

  /** Omits payload and position. */
  @Override
  public String toString() {
    return "LeasedJob[" + kind + " " + id + ", attempts=" + attempts + "]";
  }
}
