package dev.notifier.worker.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.address.AddressFiles;
import dev.notifier.replies.address.AddressResult;
import dev.notifier.replies.address.OfficeHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTimesTest {
  private static OfficeHours shipped() {
    AddressResult.Read read = (AddressResult.Read) AddressFiles.load("shipped:8079");
    return Objects.requireNonNull(read.config().officeHours());
  }

  private static Instant at(String local) {
    return OffsetDateTime.parse(local + "+07:00").toInstant();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-04T09:00:00|vi|trong giờ làm việc hôm nay",
        "2026-12-04T16:30:00|vi|trong giờ làm việc thứ 2 ngày 7/12",
        "2027-02-04T16:30:00|vi|trong giờ làm việc thứ 6 ngày 12/2",
        "2026-12-04T09:00:00|en|today during office hours",
        "2027-02-04T16:30:00|en|during office hours on Friday 12 February",
        "2026-12-04T09:00:00|tyz|trong giờ làm việc hôm nay"
      })
  void namesTheDay(String question, String language, String words) {
    assertThat(AnswerTimes.words(shipped(), at(question), language)).isEqualTo(words);
  }

  @Test
  void sundayHasAName() {
    OfficeHours sundays =
        new OfficeHours(
            Set.of(DayOfWeek.SUNDAY),
            List.of(new OfficeHours.Hours(LocalTime.of(8, 0), LocalTime.NOON)),
            List.of());

    assertThat(AnswerTimes.words(sundays, at("2026-12-04T09:00:00"), "vi"))
        .isEqualTo("trong giờ làm việc chủ nhật ngày 6/12");
  }

  @Test
  void withoutACalendarNoDayIsNamed() {
    assertThat(AnswerTimes.words(null, at("2026-12-04T09:00:00"), "vi"))
        .isEqualTo("trong giờ làm việc");
    assertThat(AnswerTimes.words(null, at("2026-12-04T09:00:00"), "en"))
        .isEqualTo("during office hours");
  }
}
