package dev.notifier.worker.app;

import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.worker.bind.session.BindStatus;
import java.util.List;
import java.util.Set;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports the binds of this worker. A bind that is not bound, paused or retired makes the health
 * DOWN, because its messages wait. A bind whose messages wait for too long although it is bound is
 * reported as degraded, which does not.
 */
final class BindsHealthIndicator implements HealthIndicator {
  private static final Set<Phase> HEALTHY = Set.of(Phase.BOUND, Phase.PAUSED, Phase.RETIRED);

  private final Pipeline pipeline;

  BindsHealthIndicator(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Health health() {
    StageLifecycle stages = pipeline.stages();
    if (stages == null) {
      return Health.down()
          .withDetail("notStarted", String.valueOf(pipeline.startProblem()))
          .build();
    }
    Health.Builder health = Health.up();
    for (BindStatus bind : stages.binds()) {
      boolean healthy = HEALTHY.contains(bind.phase());
      String error = bind.lastError();
      health.withDetail(
          bind.route() + "/" + bind.session(),
          healthy || error == null ? bind.phase().name() : bind.phase() + ": " + error);
      if (!healthy) {
        health.down();
      }
    }
    List<String> warnings = stages.bindWarnings();
    if (!warnings.isEmpty()) {
      health.withDetail("degraded", warnings);
    }
    return health.build();
  }
}
