package dev.notifier.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {
  private final Slots slots = new Slots(3, 2);

  @Test
  void aSessionDoesNotTakeAll() {
    assertThat(slots.take("a")).isTrue();
    assertThat(slots.take("a")).isTrue();
    assertThat(slots.take("a")).isFalse();
    assertThat(slots.take("b")).isTrue();
  }

  @Test
  void allTogetherHaveALimit() {
    slots.take("a");
    slots.take("a");
    slots.take("b");
    assertThat(slots.take("c")).isFalse();
    slots.free("a");
    assertThat(slots.take("c")).isTrue();
    assertThat(slots.take("a")).isFalse();
  }
}
