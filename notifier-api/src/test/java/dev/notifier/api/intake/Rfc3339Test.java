package dev.notifier.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @ParameterizedTest
  @CsvSource({
    "2026-12-01T08:00:00+07:00, 2026-12-01T01:00:00Z",
    "2026-12-01T08:00:00Z, 2026-12-01T08:00:00Z",
    "2026-12-01t08:00:00.123456789z, 2026-12-01T08:00:00.123456789Z",
    "2026-12-01T00:00:00-00:00, 2026-12-01T00:00:00Z",
  })
  void parsesRfc3339(String text, String instant) {
    assertThat(Rfc3339.parse(text)).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-12-01",
        "2026-12-01T08:00Z",
        "2026-12-01T08:00:00",
        "2026-12-01 08:00:00Z",
        "2026-12-01T08:00:00+07",
        "2026-12-01T08:00:00+25:00",
        "2026-02-30T08:00:00Z",
        "2026-12-01T24:00:01Z",
        "20261201T080000Z",
        "1764550800",
      })
  void rejectsOtherFormats(String text) {
    assertThat(Rfc3339.parse(text)).isNull();
  }
}
