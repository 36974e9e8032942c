package dev.notifier.worker.schedule;

import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.store.schedule.DeferredStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** Releases the messages that have waited for a time. Any number of workers do so. Thread-safe. */
public final class ScheduleStage {
  /** Plan has planned a released message long before, if it is not far behind. */
  private static final Duration MAX_DUE = Duration.ofMinutes(5);

  private final ReleaseLoop loop;
  private final ScheduleMetrics metrics;

  /**
   * What the stage works with.
   *
   * @param admin not closed by the stage
   * @param producer not closed by the stage
   * @param beforeTurn throws if nothing may be sent, because PostgreSQL is behind
   */
  public record Context(
      DataSource database,
      Admin admin,
      Producer<byte[], byte[]> producer,
      Runnable beforeTurn,
      MeterRegistry registry,
      LongSupplier nanoTime,
      LoopStepListener steps) {}

  public ScheduleStage(Context context) {
    DeferredStore store = new DeferredStore(context.database());
    PlanLag lag = new PlanLag(context.admin(), context.nanoTime());
    metrics = new ScheduleMetrics(context.registry(), store, context.nanoTime());
    loop =
        new ReleaseLoop(
            context.beforeTurn(),
            new UrgentFirst(store),
            lag::openLanes,
            context.producer(),
            metrics,
            context.steps());
  }

  /** Starts. Called once. */
  public void start() {
    loop.start();
  }

  /** Ends after what is being released. */
  public void stop(Duration timeout) {
    loop.stop(timeout);
  }

  /** What needs attention; empty if nothing does. */
  public List<String> warnings() {
    String error = loop.error();
    if (error != null) {
      return List.of("schedule: " + error);
    }
    Duration oldest = metrics.oldest();
    return oldest.compareTo(MAX_DUE) > 0
        ? List.of(
            "schedule: a message has been due for "
                + oldest.toMinutes()
                + " minutes and is not planned again; see plan and the quarantine")
        : List.of();
  }
}
