package dev.notifier.api.app;

import dev.notifier.kafka.table.TopicReconciler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Shows for how long entries could not be published that PostgreSQL has and a topic lacks. */
final class PublicationAges {
  PublicationAges(MeterRegistry registry, List<TopicReconciler<?>> reconcilers) {
    for (TopicReconciler<?> each : reconcilers) {
      Gauge.builder("notifier.publication.oldest.age", each, PublicationAges::seconds)
          .tag("entries", each.name())
          .description("For how long an entry could not be published that a compacted topic lacks")
          .baseUnit("seconds")
          .register(registry);
    }
  }

  private static double seconds(TopicReconciler<?> reconciler) {
    return reconciler.oldestFailure().toMillis() / 1_000.0;
  }
}
