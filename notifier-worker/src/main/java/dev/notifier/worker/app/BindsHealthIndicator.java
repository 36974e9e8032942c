package dev.notifier.worker.app;

import dev.notifier.worker.bind.session.BindStatus;

import dev.notifier.contracts.SessionRecord.Phase;
import java.util.Set;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Every bind of this worker by name. One that is not bound makes the worker's health DOWN: messages
 * wait there.
 */
final class BindsHealthIndicator implements HealthIndicator {
  private static final Set<Phase> WELL = Set.of(Phase.BOUND, Phase.PAUSED, Phase.RETIRED);

  private final Pipeline line;

  BindsHealthIndicator(Pipeline line) {
    this.line = line;
  }

  @Override
  public Health health() {
    StageLifecycle stages = line.stages();
    if (stages == null) {
      return Health.down().withDetail("waitsFor", String.valueOf(line.waitsFor())).build();
    }
    Health.Builder health = Health.up();
    for (BindStatus bind : stages.binds()) {
      boolean well = WELL.contains(bind.phase());
      String error = bind.lastError();
      health.withDetail(
          bind.route() + "/" + bind.session(),
          well || error == null ? bind.phase().name() : bind.phase() + ": " + error);
      if (!well) {
        health.down();
      }
    }
    return health.build();
  }
}
