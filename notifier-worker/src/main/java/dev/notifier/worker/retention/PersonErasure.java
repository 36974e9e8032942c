package dev.notifier.worker.retention;

import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.people.ErasureOrder;
import dev.notifier.store.people.PersonalData;
import dev.notifier.store.people.PersonalData.Erasure;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/**
 * Erases the data of a recipient that was still needed at the time of the request: messages that
 * were on their way, and events that were accepted but not planned. Ends when nothing is on its way
 * any more, at the earliest when no event of before the request can be in the quarantine.
 */
public final class PersonErasure implements JobKind {
  static final int MAX_ROWS = 500;
  static final Duration INTERVAL = Duration.ofHours(1);

  /** After the first day. */
  static final Duration LATER_INTERVAL = Duration.ofDays(1);

  /**
   * How long it looks for events that were accepted before the request and planned after it: one in
   * the quarantine may be planned as long as it is there.
   */
  static final Duration LATE_EVENTS = TopicSettings.QUARANTINE_RETENTION.plusDays(1);

  private final PersonalData data;

  public PersonErasure(PersonalData data) {
    this.data = data;
  }

  @Override
  public String name() {
    return ErasureOrder.KIND;
  }

  @Override
  public JobStep step(LeasedJob job) {
    ErasureOrder order = job.payload(ErasureOrder.class);
    Erasure erasure = data.erase(order.person(), order.acceptedUntil(), MAX_ROWS);
    Progress progress = new Progress(job.done() + erasure.rows(), null);
    if (erasure.more()) {
      return new JobStep.Proceed(null, progress);
    }
    Duration age = Duration.between(order.acceptedUntil(), job.now());
    if (erasure.waiting() == 0 && age.compareTo(LATE_EVENTS) >= 0) {
      return new JobStep.Done(progress);
    }
    boolean firstDay = age.compareTo(LATER_INTERVAL) < 0;
    return new JobStep.Later(progress, firstDay ? INTERVAL : LATER_INTERVAL);
  }
}
