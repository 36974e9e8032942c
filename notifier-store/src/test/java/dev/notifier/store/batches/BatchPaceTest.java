package dev.notifier.store.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchPaceTest {
  private static final Instant BEGIN = at("2026-12-01T08:00:00+07:00");

  private static Instant at(String time) {
    return OffsetDateTime.parse(time).toInstant();
  }

  @ParameterizedTest
  @CsvSource({
    "07:00, 21:00, 2, 2026-12-01T10:00:00+07:00",
    "07:00, 21:00, 13, 2026-12-01T21:00:00+07:00",
    "07:00, 21:00, 14, 2026-12-02T08:00:00+07:00",
    "09:00, 10:00, 3, 2026-12-03T10:00:00+07:00",
    // They include midnight.
    "22:00, 09:00, 1, 2026-12-01T09:00:00+07:00",
    "22:00, 09:00, 2, 2026-12-01T23:00:00+07:00",
    "22:00, 09:00, 12, 2026-12-02T09:00:00+07:00",
  })
  void onlySendingHoursCount(LocalTime from, LocalTime until, int hours, String end) {
    BatchPace pace = new BatchPace(null, from, until, null, null);

    assertThat(pace.openFor(BEGIN, Duration.ofHours(hours))).isEqualTo(at(end));
  }

  @Test
  void withoutHoursAllTimesCount() {
    assertThat(BatchPace.NONE.openFor(BEGIN, Duration.ofHours(30)))
        .isEqualTo(at("2026-12-02T14:00:00+07:00"));
    assertThat(BatchPace.NONE.openFor(BEGIN, Duration.ofDays(1_000_000))).isNull();
    BatchPace minute = new BatchPace(null, LocalTime.of(7, 0), LocalTime.of(7, 1), null, null);
    assertThat(minute.openFor(BEGIN, Duration.ofDays(1))).isNull();
  }
}
