package dev.notifier.worker.feeding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.sending.QuietHours;
import dev.notifier.store.batches.BatchPace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
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
    Instant now = NINE.atZone(OpenHours.ZONE).with(at).toInstant();
    assertThat(perSecond(pace, 10, now)).isEqualTo(open ? FeedRate.UNLIMITED : 0);
  }

  @Test
  void nothingIsSentBeforeTheStart() {
    BatchPace pace = new BatchPace(NINE, null, null, null, 50);
    assertThat(perSecond(pace, 1_000, NINE.minusNanos(1))).isZero();
    assertThat(perSecond(pace, 1_000, NINE)).isEqualTo(50);
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
    Instant end = NINE.atZone(OpenHours.ZONE).with(finishBy).toInstant();
    assertThat(perSecond(new BatchPace(null, null, null, end, limit), waiting, NINE))
        .isEqualTo(perSecond);
  }

  @Test
  void onlySendingHoursCountForTheRate() {
    // 9 to 17 o'clock, and 8 to 10 o'clock of the next day: ten hours.
    BatchPace pace =
        new BatchPace(
            null, LocalTime.of(8, 0), LocalTime.of(17, 0), NINE.plus(Duration.ofHours(25)), null);
    assertThat(perSecond(pace, 36_000, NINE)).isEqualTo(1);
    assertThat(perSecond(pace, 72_000, NINE)).isEqualTo(2);
  }

  @Test
  void creditIsThatOfASecondAtMost() {
    assertThat(FeedRate.credit(0, 10, Duration.ofMillis(500))).isEqualTo(5);
    assertThat(FeedRate.credit(8, 10, Duration.ofMillis(500))).isEqualTo(10);
    assertThat(FeedRate.credit(0, 10, Duration.ofHours(1))).isEqualTo(10);
    assertThat(FeedRate.credit(0, FeedRate.UNLIMITED, Duration.ZERO)).isEqualTo(FeedRate.UNLIMITED);
  }

  /** Then each line would wait one by one. */
  @Test
  void linesWaitInTheQuietHoursOfTheirType() {
    BatchPace pace =
        new BatchPace(
            null, LocalTime.of(8, 0), LocalTime.of(17, 0), NINE.plus(Duration.ofHours(25)), null);
    OpenHours hours =
        OpenHours.of(
            pace,
            List.of(
                new QuietHours(LocalTime.of(11, 30), LocalTime.of(13, 30)),
                new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0)),
                new QuietHours(LocalTime.of(22, 0), LocalTime.of(9, 0))));
    // 9 to 11:30, 14 to 17, and 9 to 10 o'clock of the next day: six and a half hours.
    assertThat(FeedRate.perSecond(pace, hours, 6 * 3_600 + 1_800, NINE)).isEqualTo(1);
    assertThat(FeedRate.perSecond(pace, hours, 6 * 3_600 + 1_801, NINE)).isEqualTo(2);
    assertThat(FeedRate.perSecond(pace, hours, 10, NINE.minusSeconds(1))).isZero();
    assertThat(FeedRate.perSecond(pace, hours, 10, NINE.plus(Duration.ofHours(3)))).isZero();
    assertThat(FeedRate.perSecond(pace, hours, 10, NINE.plus(Duration.ofHours(5)))).isPositive();
  }

  @Test
  void quietHoursThatLeaveNoTimeDoNotStopABatch() {
    BatchPace pace = new BatchPace(null, LocalTime.of(9, 0), LocalTime.of(10, 0), null, null);
    OpenHours hours =
        OpenHours.of(pace, List.of(new QuietHours(LocalTime.of(8, 0), LocalTime.of(11, 0))));
    assertThat(FeedRate.perSecond(pace, hours, 10, NINE)).isPositive();
  }

  @Test
  void timesOfTheDayAreExactToTheSecond() {
    OpenHours hours =
        OpenHours.of(
            new BatchPace(null, LocalTime.of(9, 1), LocalTime.of(9, 2), null, null), List.of());
    assertThat(hours.between(NINE.plusSeconds(50), NINE.plusSeconds(100))).hasSeconds(40);
    assertThat(hours.between(NINE.plusSeconds(70), NINE.plusSeconds(90))).hasSeconds(20);
    assertThat(hours.between(NINE.plusSeconds(90), NINE.plusSeconds(86_400 + 70))).hasSeconds(40);
    assertThat(hours.between(NINE.plusSeconds(90), NINE)).isZero();
  }

  private static int perSecond(BatchPace pace, int waiting, Instant now) {
    return FeedRate.perSecond(pace, OpenHours.of(pace, List.of()), waiting, now);
  }
}
