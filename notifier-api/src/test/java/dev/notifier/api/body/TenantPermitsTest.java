package dev.notifier.api.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TenantPermitsTest {
  private final TenantPermits permits = new TenantPermits(4, 2);

  @Test
  void aTenantHasTwoOfFour() {
    assertThat(permits.isTaken("default")).isTrue();
    assertThat(permits.isTaken("default")).isTrue();
    assertThat(permits.isTaken("default")).isFalse();
    assertThat(permits.isTaken("son-la")).isTrue();
    assertThat(permits.isTaken("lao-cai")).isTrue();
    assertThat(permits.isTaken("hue")).as("four in all").isFalse();

    permits.release("default");

    assertThat(permits.isTaken("hue")).isTrue();
    permits.release("hue");
    assertThat(permits.isTaken("default")).isTrue();
    assertThat(permits.isTaken("default")).isFalse();
  }
}
