package dev.notifier.worker.app;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports whether the stages make progress, and if not, which one and why. */
final class StagesHealthIndicator implements HealthIndicator {
  private final Pipeline pipeline;

  StagesHealthIndicator(Pipeline pipeline) {
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
    List<String> problems = stages.problems();
    Health.Builder health =
        problems.isEmpty() ? Health.up() : Health.down().withDetail("problems", problems);
    health.withDetail("templates", stages.templates());
    List<String> warnings = stages.warnings();
    if (!warnings.isEmpty()) {
      health.withDetail("degraded", warnings);
    }
    String advice = stages.advice();
    return advice == null ? health.build() : health.withDetail("advice", advice).build();
  }
}
