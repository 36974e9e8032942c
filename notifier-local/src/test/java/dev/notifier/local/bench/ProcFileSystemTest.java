package dev.notifier.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.bench.ProcFileSystem.Memory;
import dev.notifier.local.bench.ProcFileSystem.Ticks;
import org.junit.jupiter.api.Test;

class ProcFileSystemTest {
  @Test
  void ticksIncludeThoseOfEndedChildren() {
    var stat =
        "4711 (java) S 1 4711 4711 0 -1 4194304 1 2 3 4 150 50 30 7 20 0 61 0 9000 1 2 3 4 5\n";
    assertThat(ProcFileSystem.ticks(stat)).isEqualTo(new Ticks(180, 57));
  }

  @Test
  void theNameMayContainBracketsAndBlanks() {
    var stat = "12 (a) b (c) 9) R 1 12 12 0 -1 0 0 0 0 0 1 2 3 4 20 0 1 0 5\n";
    assertThat(ProcFileSystem.ticks(stat)).isEqualTo(new Ticks(4, 6));
  }

  @Test
  void memoryIsThePeakAndTheSharedPages() {
    var status =
        """
        Name:\tpostgres
        VmPeak:\t  900000 kB
        VmHWM:\t    3000 kB
        VmRSS:\t    2000 kB
        RssAnon:\t     500 kB
        RssFile:\t    1000 kB
        RssShmem:\t     500 kB
        Threads:\t1
        """;
    assertThat(ProcFileSystem.memory(status)).isEqualTo(new Memory(3000 * 1024, 1500 * 1024));
  }

  @Test
  void aKernelThreadHasNoMemory() {
    assertThat(ProcFileSystem.memory("Name:\tkthreadd\n")).isEqualTo(new Memory(0, 0));
  }

  @Test
  void idleAndWaitingTimesAreNotBusy() {
    assertThat(ProcFileSystem.busyTicks("cpu  10 20 30 4000 500 6 7 8 0 0\ncpu0 1 1 1 1 1 1 1\n"))
        .isEqualTo(10 + 20 + 30 + 6 + 7);
  }
}
