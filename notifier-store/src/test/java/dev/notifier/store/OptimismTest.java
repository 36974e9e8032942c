package dev.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptimismTest {
  @Test
  void afterAFailureTheNextTransactionsAreCautious() {
    Optimism optimism = new Optimism();
    assertThat(optimism.next()).isTrue();
    assertThat(optimism.next()).isTrue();
    for (int failures = 0; failures < 3; failures++) {
      optimism.failed();
      for (int i = 0; i < 50; i++) {
        assertThat(optimism.next()).as("transaction %d", i).isFalse();
      }
      assertThat(optimism.next()).isTrue();
    }
  }
}
