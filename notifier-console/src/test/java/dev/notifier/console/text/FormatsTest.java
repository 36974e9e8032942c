package dev.notifier.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatsTest {
  @Test
  void aUserIsShownByName() {
    assertThat(Formats.person("user:lan")).isEqualTo("lan");
    assertThat(Formats.person("api")).isEqualTo("api");
  }

  @Test
  void aDayIsShownAsPeopleWriteIt() {
    assertThat(Formats.date("2026-12-31")).isEqualTo("31/12/2026");
    assertThat(Formats.date("soon")).isEqualTo("soon");
    assertThat(Formats.month("2026-12")).isEqualTo("12/2026");
    assertThat(Formats.month("soon")).isEqualTo("soon");
  }
}
