package dev.notifier.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CpuMeterTest {
  @Test
  void whatWasUsedIsTheDifferenceOfTwoLooks() {
    var before = new CpuMeter.Look(Map.of("api", new ResourceUsage(1, 2, 50)), 10);
    var after =
        new CpuMeter.Look(
            Map.of("api", new ResourceUsage(4, 2.5, 80), "worker", new ResourceUsage(1, 1, 10)),
            30);
    var used = after.since(before);
    assertThat(used.parts())
        .containsEntry("api", new ResourceUsage(3, 0.5, 80))
        .containsEntry("worker", new ResourceUsage(1, 1, 10));
    assertThat(used.machine()).isEqualTo(20);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyPartAndTheDriverAreLookedAt() {
    var look = new CpuMeter(Map.of("part", ProcessHandle.current().pid())).look();
    assertThat(look).isPresent();
    assertThat(look.get().parts()).containsOnlyKeys("part", CpuMeter.DRIVER);
    assertThat(look.get().parts().values())
        .allSatisfy(usage -> assertThat(usage.peakOctets()).isGreaterThan(1 << 20));
  }
}
