package dev.notifier.api.http;

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
    "2026-12-01T00:00:00.5Z, 2026-12-01T00:00:00.500Z",
    "2026-12-01T00:00:00.12345678901234567890123Z, 2026-12-01T00:00:00.123456789Z",
    "2026-12-31T23:59:60Z, 2027-01-01T00:00:00Z",
    "2027-01-01t06:59:60.25+07:00, 2027-01-01T00:00:00.250Z",
    "2026-12-31T15:59:60-08:00, 2027-01-01T00:00:00Z",
    "2026-12-01T00:00:00+23:59, 2026-11-30T00:01:00Z",
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
        "2026-12-01T08:00:60Z",
        "2026-12-31T23:59:60+07:00",
        "2026-12-31T23:59:61Z",
        "2026-12-01T08:00:00.Z",
        "2026-12-01T08:00:00+07:60",
        "2026-12-01T08:60:00Z",
        "\u0662\u0660\u0662\u0666-12-01T08:00:00Z",
        "1764550800",
      })
  void rejectsOtherFormats(String text) {
    assertThat(Rfc3339.parse(text)).isNull();
  }
}
