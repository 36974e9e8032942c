package dev.notifier.worker.schedule;

import dev.notifier.store.schedule.DeferredStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The metrics of the stage schedule. Thread-safe. */
final class ScheduleMetrics {
  private static final String RELEASED = "notifier.schedule.released";
  private static final String OLDEST = "notifier.schedule.oldest.due";

  /** The index has the answer, but every worker asks. */
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Counter released;
  private final DeferredStore store;
  private final LongSupplier nanoTime;
  private volatile Look look;

  /** What the last look has found, and when that was. */
  private record Look(Duration oldest, long nanos) {}

  ScheduleMetrics(MeterRegistry registry, DeferredStore store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
    look = new Look(Duration.ZERO, nanoTime.getAsLong() - PERIOD_NANOS);
    released =
        Counter.builder(RELEASED)
            .description(
                "Messages that were due and whose events were written to their lanes again")
            .register(registry);
    // An earlier one belongs to a start that was given up.
    registry.find(OLDEST).meters().forEach(registry::remove);
    Gauge.builder(OLDEST, () -> oldest().toMillis() / 1e3)
        .description("For how long a message has been due that is not planned again yet")
        .baseUnit("seconds")
        .register(registry);
  }

  void released(int messages) {
    released.increment(messages);
  }

  /** Looks for how long the oldest message has been due, if the last look was a while ago. */
  void look() {
    long now = nanoTime.getAsLong();
    if (now - look.nanos >= PERIOD_NANOS) {
      look = new Look(store.oldestDue(), now);
    }
  }

  /** For how long a message has been due; it gets older while no one looks. */
  Duration oldest() {
    Look last = look;
    return last.oldest.isPositive()
        ? last.oldest.plusNanos(nanoTime.getAsLong() - last.nanos)
        : Duration.ZERO;
  }
}
