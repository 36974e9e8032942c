package dev.notifier.worker.app;

import dev.notifier.worker.submit.BindStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Every bind of this worker by name. One that is not bound makes the worker's health DOWN: messages
 * wait there.
 */
final class BindsHealth implements HealthIndicator {
  private final Line line;

  BindsHealth(Line line) {
    this.line = line;
  }

  @Override
  public Health health() {
    Stages stages = line.stages();
    if (stages == null) {
      return Health.down().withDetail("waitsFor", String.valueOf(line.waitsFor())).build();
    }
    Health.Builder health = Health.up();
    for (BindStatus bind : stages.binds()) {
      boolean bound = bind.phase() == BindStatus.Phase.BOUND;
      String error = bind.lastError();
      health.withDetail(
          bind.route() + "/" + bind.session(), error == null ? bind.phase().name() : error);
      if (!bound) {
        health.down();
      }
    }
    return health.build();
  }
}
