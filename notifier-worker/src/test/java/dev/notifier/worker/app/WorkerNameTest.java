package dev.notifier.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerNameTest {
  @Test
  void workersInTwoContainersHaveDifferentNames() {
    assertThat(WorkerName.of("3f2a9c1b7d4e", 1)).isEqualTo("worker-3f2a9c1b7d4e-1");
    assertThat(WorkerName.of("99c0ffee99c0", 1)).isEqualTo("worker-99c0ffee99c0-1");
  }

  @Test
  void withoutAHostNameTheProcessIdIsTheName() {
    assertThat(WorkerName.of(null, 4711)).isEqualTo("worker-4711");
    assertThat(WorkerName.of("", 4711)).isEqualTo("worker-4711");
  }
}
