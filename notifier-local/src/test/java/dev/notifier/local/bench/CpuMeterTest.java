package dev.notifier.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CpuMeterTest {
  @Test
  void theUsageIsTheDifferenceOfTwoMeasurements() {
    var before = new CpuMeter.Measurement(Map.of("api", new ResourceUsage(1, 2, 50)), 10);
    var after =
        new CpuMeter.Measurement(
            Map.of("api", new ResourceUsage(4, 2.5, 80), "worker", new ResourceUsage(1, 1, 10)),
            30);
    var used = after.since(before);
    assertThat(used.components())
        .containsEntry("api", new ResourceUsage(3, 0.5, 80))
        .containsEntry("worker", new ResourceUsage(1, 1, 10));
    assertThat(used.machine()).isEqualTo(20);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyComponentAndTheDriverAreMeasured() {
    var measured = new CpuMeter(Map.of("component", ProcessHandle.current().pid())).measure();
    assertThat(measured).isPresent();
    assertThat(measured.get().components()).containsOnlyKeys("component", CpuMeter.DRIVER);
    assertThat(measured.get().components().values())
        .allSatisfy(usage -> assertThat(usage.peakBytes()).isGreaterThan(1 << 20));
  }
}
