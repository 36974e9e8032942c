package dev.notifier.worker.counters;

import dev.notifier.store.forged.ForgedTextAlert;
import dev.notifier.store.forged.ForgedTextAlerts;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.statuses.CompletedGroups;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Publishes that a text which we have not sent was reported several times, at least once for each
 * alert. The progress counts alerts.
 */
public final class ForgedTextAnnouncement implements JobKind {
  /** Alerts of forged texts that were published. */
  static final String ALERTS = "notifier.inbound.forged.text.alerts";

  private static final int MAX_PUBLISHED = 100;

  private final ForgedTextAlerts alerts;
  private final Predicate<List<ForgedTextAlert>> publisher;
  private final Counter published;

  /**
   * @param publisher publishes alerts; returns false if it could not, and they are to be published
   *     again
   */
  public ForgedTextAnnouncement(
      ForgedTextAlerts alerts, Predicate<List<ForgedTextAlert>> publisher, MeterRegistry registry) {
    this.alerts = alerts;
    this.publisher = publisher;
    this.published = Counter.builder(ALERTS).register(registry);
  }

  @Override
  public String name() {
    return "forged-texts";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(5);
  }

  /** People are answered without it. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    List<ForgedTextAlert> raised =
        CompletedGroups.canBePublished() ? alerts.unannounced(MAX_PUBLISHED) : List.of();
    Progress progress = new Progress(job.done() + raised.size(), null);
    if (raised.isEmpty()) {
      return new JobStep.Done(progress);
    }
    if (!publisher.test(raised)) {
      return new JobStep.Blocked(
          null,
          new Progress(job.done(), null),
          1,
          "Kafka did not acknowledge alerts of forged texts; check that the brokers are available."
              + " They are published again");
    }
    alerts.announced(raised, job.now());
    published.increment(raised.size());
    return raised.size() < MAX_PUBLISHED
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }
}
