package dev.notifier.replies.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.address.OfficeHours.Answered;
import dev.notifier.replies.address.OfficeHours.Holiday;
import dev.notifier.replies.address.OfficeHours.Hours;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficeHoursTest {
  private static final LocalDate TET = LocalDate.of(2027, 2, 5);
  private static final OfficeHours HOURS =
      new OfficeHours(
          EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
          List.of(
              new Hours(LocalTime.of(8, 0), LocalTime.of(11, 30)),
              new Hours(LocalTime.of(13, 30), LocalTime.of(17, 0))),
          List.of(new Holiday(TET, TET.plusDays(6))));

  private static Answered at(String local) {
    return HOURS.answered(OffsetDateTime.parse(local + "+07:00").toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-07T00:00:00, 2026-12-07, true", // Monday
    "2026-12-07T12:10:00, 2026-12-07, true",
    "2026-12-07T16:00:00, 2026-12-07, true",
    "2026-12-07T16:00:01, 2026-12-08, false",
    "2026-12-04T23:59:59, 2026-12-07, false", // Friday
    "2026-12-05T09:00:00, 2026-12-07, false",
    "2027-02-04T17:00:00, 2027-02-12, false", // the day before Tết
    "2027-02-05T09:00:00, 2027-02-12, false",
    "2027-02-11T09:00:00, 2027-02-12, false",
    "2027-02-12T09:00:00, 2027-02-12, true"
  })
  void namesTheFirstDayWithAnHourLeft(String question, LocalDate day, boolean today) {
    assertThat(at(question)).isEqualTo(new Answered(Optional.of(day), today));
  }

  @Test
  void aDayShorterThanAnHourIsNeverToday() {
    OfficeHours halfAnHour =
        new OfficeHours(
            EnumSet.allOf(DayOfWeek.class),
            List.of(new Hours(LocalTime.MIDNIGHT, LocalTime.of(0, 30))),
            List.of());

    assertThat(halfAnHour.answered(OffsetDateTime.parse("2026-12-07T00:00:00+07:00").toInstant()))
        .isEqualTo(new Answered(Optional.of(LocalDate.of(2026, 12, 8)), false));
  }

  /** The pause at noon is no office time. */
  @Test
  void onlyOfficeTimeCounts() {
    OfficeHours parts =
        new OfficeHours(
            EnumSet.allOf(DayOfWeek.class),
            List.of(
                new Hours(LocalTime.of(8, 0), LocalTime.of(11, 0)),
                new Hours(LocalTime.of(16, 30), LocalTime.of(17, 0))),
            List.of());

    assertThat(
            parts.answered(OffsetDateTime.parse("2026-12-07T10:30:00+07:00").toInstant()).today())
        .isTrue();
    assertThat(
            parts.answered(OffsetDateTime.parse("2026-12-07T10:31:00+07:00").toInstant()).today())
        .isFalse();
  }

  @Test
  void aCalendarWithoutOpenDaysSaysNothing() {
    OfficeHours closed =
        new OfficeHours(
            HOURS.days(), HOURS.hours(), List.of(new Holiday(TET.minusYears(1), TET.plusYears(9))));

    assertThat(closed.answered(OffsetDateTime.parse("2026-12-07T08:00:00+07:00").toInstant()))
        .isEqualTo(new Answered(Optional.empty(), false));
  }

  /** Else people would be given the day of a holiday that was not announced yet. */
  @Test
  void noDayIsNamedAfterTheYearOfTheLastHoliday() {
    assertThat(at("2027-12-31T09:00:00").today()).isTrue();
    assertThat(at("2027-12-31T17:00:00")).isEqualTo(new Answered(Optional.empty(), false));
    assertThat(at("2028-01-03T09:00:00")).isEqualTo(new Answered(Optional.empty(), false));
    OfficeHours without = new OfficeHours(HOURS.days(), HOURS.hours(), List.of());
    assertThat(without.answered(OffsetDateTime.parse("2028-01-03T09:00:00+07:00").toInstant()))
        .isEqualTo(new Answered(Optional.of(LocalDate.of(2028, 1, 3)), true));
  }
}
