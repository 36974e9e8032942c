package dev.notifier.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTimesTest {
  @Test
  void readsWhatBrowsersSend() {
    assertThat(TypedTimes.day("2026-12-31")).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(TypedTimes.month("2026-12")).isEqualTo(YearMonth.of(2026, 12));
    assertThat(TypedTimes.time("2026-12-31T08:00"))
        .isEqualTo(Instant.parse("2026-12-31T01:00:00Z"));
    assertThat(TypedTimes.instant("2026-12-31T01:00:00.5Z"))
        .isEqualTo(Instant.parse("2026-12-31T01:00:00.5Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "12/2026",
        "2026-00",
        "2026-13",
        "0000-12",
        "+99999-12",
        "2026-02-29",
        "0000-12-31",
        "9999-12-31",
        "+99999-12-31",
        "+999999999-12-31",
        "-999999999-01-01",
        "2026-12-31T24:00",
        "0000-12-31T08:00",
        "+999999999-12-31T23:59",
        "-1000000000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59Z",
      })
  void otherTextsAreNone(String text) {
    assertThat(TypedTimes.day(text)).isNull();
    assertThat(TypedTimes.month(text)).isNull();
    assertThat(TypedTimes.time(text)).isNull();
    assertThat(TypedTimes.instant(text)).isNull();
  }
}
