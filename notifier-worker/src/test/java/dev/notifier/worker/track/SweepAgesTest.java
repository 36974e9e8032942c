package dev.notifier.worker.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SweepAgesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Sweeps sweeps = new Sweeps(() -> now, () -> now, new TrackMetrics(registry));
  private boolean fails;

  @Test
  void aSweepThatDoesNotEndAgesAndIsReportedAfterAnHour() {
    sweeps.add("stuck", _ -> Duration.ZERO);
    sweeps.runOnce();
    now = now.plusSeconds(60);
    assertThat(age("stuck")).isZero();
    now = now.plus(Duration.ofHours(1));
    assertThat(age("stuck")).isEqualTo(3_600);
    assertThat(sweeps.problems()).isEmpty();
    now = now.plusSeconds(1);
    assertThat(sweeps.problems())
        .singleElement()
        .asString()
        .startsWith("the sweep stuck is 60 minutes behind, because it does not end");

    sweeps.runOnce();
    assertThat(sweeps.problems()).isEmpty();
    assertThat(age("stuck")).isZero();
  }

  @Test
  void aSweepThatFailsAgesWhileTheOthersDoNot() {
    sweeps.add("broken", this::failingSometimes);
    sweeps.add("good", _ -> Duration.ofSeconds(7));
    sweeps.runOnce();
    fails = true;
    for (int minute = 0; minute < 10; minute++) {
      now = now.plusSeconds(60);
      sweeps.runOnce();
    }
    assertThat(age("broken")).isEqualTo(540);
    assertThat(age("good")).isEqualTo(7);
    assertThat(sweeps.problems()).singleElement().asString().startsWith("the sweep broken fails");
  }

  private Duration failingSometimes(Instant at) {
    if (fails) {
      throw new IllegalStateException("no space");
    }
    return Duration.ZERO;
  }

  private double age(String sweep) {
    return registry.get("notifier.track.sweep.age").tag("sweep", sweep).gauge().value();
  }
}
