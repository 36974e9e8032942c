package dev.notifier.worker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.batches.BatchPace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedRateTest {
  /** 9 o'clock in Vietnam. */
  private static final Instant NINE = Instant.parse("2026-12-01T02:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "08:00, 17:00, 07:59, false",
    "08:00, 17:00, 08:00, true",
    "08:00, 17:00, 16:59, true",
    "08:00, 17:00, 17:00, false",
    "20:00, 06:00, 19:59, false",
    "20:00, 06:00, 23:00, true",
    "20:00, 06:00, 05:59, true",
    "20:00, 06:00, 06:00, false",
  })
  void linesAreSentInTheSendingHoursOnly(
      LocalTime from, LocalTime until, LocalTime at, boolean open) {
    BatchPace pace = new BatchPace(null, from, until, null, null);
    Instant now = NINE.atZone(FeedRate.ZONE).with(at).toInstant();
    assertThat(FeedRate.isOpen(pace, now)).isEqualTo(open);
    assertThat(FeedRate.perSecond(pace, 10, now)).isEqualTo(open ? FeedRate.UNLIMITED : 0);
  }

  @Test
  void nothingIsSentBeforeTheStart() {
    BatchPace pace = new BatchPace(NINE, null, null, null, 50);
    assertThat(FeedRate.perSecond(pace, 1_000, NINE.minusNanos(1))).isZero();
    assertThat(FeedRate.perSecond(pace, 1_000, NINE)).isEqualTo(50);
    assertThat(FeedRate.opensAt(pace, NINE.minusSeconds(60))).isEqualTo(NINE);
  }

  @ParameterizedTest
  @CsvSource({
    // In an hour: 3,600 lines are one a second.
    "3600,        , 10:00, 1",
    "3601,        , 10:00, 2",
    "360000,    50, 10:00, 50",
    "3600,       1, 10:00, 1",
    // Too late.
    "3600,        , 08:00, 2147483647",
    "3600,      30, 08:00, 30",
  })
  void theTimeByWhichItShallBeFinishedGivesTheRate(
      int waiting, @Nullable Integer limit, LocalTime finishBy, int perSecond) {
    Instant end = NINE.atZone(FeedRate.ZONE).with(finishBy).toInstant();
    assertThat(FeedRate.perSecond(new BatchPace(null, null, null, end, limit), waiting, NINE))
        .isEqualTo(perSecond);
  }

  @Test
  void onlySendingHoursCountForTheRate() {
    // 9 to 17 o'clock, and 8 to 10 o'clock of the next day: ten hours.
    BatchPace pace =
        new BatchPace(
            null, LocalTime.of(8, 0), LocalTime.of(17, 0), NINE.plus(Duration.ofHours(25)), null);
    assertThat(FeedRate.perSecond(pace, 36_000, NINE)).isEqualTo(1);
    assertThat(FeedRate.perSecond(pace, 72_000, NINE)).isEqualTo(2);
  }

  @Test
  void creditIsThatOfASecondAtMost() {
    assertThat(FeedRate.credit(0, 10, Duration.ofMillis(500))).isEqualTo(5);
    assertThat(FeedRate.credit(8, 10, Duration.ofMillis(500))).isEqualTo(10);
    assertThat(FeedRate.credit(0, 10, Duration.ofHours(1))).isEqualTo(10);
    assertThat(FeedRate.credit(0, FeedRate.UNLIMITED, Duration.ZERO)).isEqualTo(FeedRate.UNLIMITED);
  }

  @Test
  void theNextOpeningIsKnown() {
    BatchPace pace = new BatchPace(null, LocalTime.of(10, 0), LocalTime.of(11, 0), null, null);
    assertThat(FeedRate.opensAt(pace, NINE)).isEqualTo(NINE.plus(Duration.ofHours(1)));
    assertThat(FeedRate.opensAt(pace, NINE.plus(Duration.ofHours(2))))
        .isEqualTo(NINE.plus(Duration.ofHours(25)));
    assertThat(FeedRate.opensAt(pace, NINE.plus(Duration.ofMinutes(90))))
        .isEqualTo(NINE.plus(Duration.ofMinutes(90)));
  }
}
