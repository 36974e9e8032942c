package dev.notifier.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.access.Scope;
import org.junit.jupiter.api.Test;

class StepUpTest {
  @Test
  void onlyWhoChangesSomethingNeedsAFreshFactor() {
    assertThat(StepUp.isNeeded(Scope.KEYS_MANAGE, "POST")).isTrue();
    assertThat(StepUp.isNeeded(Scope.KEYS_MANAGE, "GET")).isFalse();
    assertThat(StepUp.isNeeded(Scope.KEYS_MANAGE, "HEAD")).isFalse();
    assertThat(StepUp.isNeeded(Scope.TEMPLATES_READ, "POST")).isFalse();
  }
}
