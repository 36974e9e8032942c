package dev.notifier.worker.app;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the stages get on; says which does not and why. */
final class StagesHealthIndicator implements HealthIndicator {
  private final Pipeline line;

  StagesHealthIndicator(Pipeline line) {
    this.line = line;
  }

  @Override
  public Health health() {
    StageLifecycle stages = line.stages();
    if (stages == null) {
      return Health.down().withDetail("waitsFor", String.valueOf(line.waitsFor())).build();
    }
    List<String> troubles = stages.troubles();
    Health.Builder health =
        troubles.isEmpty() ? Health.up() : Health.down().withDetail("troubles", troubles);
    health.withDetail("wordings", stages.wordings());
    List<String> warnings = stages.warnings();
    if (!warnings.isEmpty()) {
      health.withDetail("degraded", warnings);
    }
    String advice = stages.advice();
    return advice == null ? health.build() : health.withDetail("advice", advice).build();
  }
}
