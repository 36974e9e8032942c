package dev.notifier.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.contracts.sending.QuietHours;
import dev.notifier.contracts.sending.SendingRules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SendingTimeTest {
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final QuietHours NIGHT = hours("22:00", "07:00");

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T14:59:59Z, ,",
    "2026-12-01T15:00:00Z, , 2026-12-02T00:00:00Z QUIET_HOURS",
    "2026-12-01T16:59:59.999Z, , 2026-12-02T00:00:00Z QUIET_HOURS",
    "2026-12-01T17:00:00Z, , 2026-12-02T00:00:00Z QUIET_HOURS",
    "2026-12-01T23:59:59.999Z, , 2026-12-02T00:00:00Z QUIET_HOURS",
    "2026-12-02T00:00:00Z, ,",
    "2026-12-01T02:00:00Z, 2026-12-01T03:00:00Z, 2026-12-01T03:00:00Z SEND_AFTER",
    "2026-12-01T02:00:00Z, 2026-12-01T16:00:00Z, 2026-12-02T00:00:00Z QUIET_HOURS",
    "2026-12-01T16:00:00Z, 2026-12-01T03:00:00Z, 2026-12-02T00:00:00Z QUIET_HOURS",
    "2026-12-01T16:00:00Z, 2026-12-02T03:00:00Z, 2026-12-02T03:00:00Z SEND_AFTER",
    "2026-12-01T03:00:00Z, 2026-12-01T03:00:00Z,",
    "2026-12-31T16:00:00Z, , 2027-01-01T00:00:00Z QUIET_HOURS",
    "2028-02-28T16:00:00Z, , 2028-02-29T00:00:00Z QUIET_HOURS"
  })
  void aMessageWaitsForItsTimeAndForTheMorning(
      Instant now, @Nullable Instant sendAfter, @Nullable String expected) {
    SendingTime.Due due = SendingTime.of(event(Category.SERVICE, sendAfter, NIGHT), now);

    assertThat(due == null ? null : due.at() + " " + due.reason()).isEqualTo(expected);
  }

  @Test
  void theHoursOfAdvertisingCannotBeShortened() {
    Instant night = Instant.parse("2026-12-01T23:30:00Z");
    Instant morning = Instant.parse("2026-12-02T00:00:00Z");

    assertThat(at(Category.ADVERTISING, null, night)).isEqualTo(morning);
    assertThat(at(Category.ADVERTISING, hours("23:00", "05:00"), night)).isEqualTo(morning);
    assertThat(at(Category.ADVERTISING, hours("06:00", "09:30"), night))
        .isEqualTo(Instant.parse("2026-12-02T02:30:00Z"));
    assertThat(at(Category.ADVERTISING, hours("20:00", "22:00"), morning.minusSeconds(39_600)))
        .as("20:00 of the evening before")
        .isEqualTo(morning);
    assertThat(at(Category.GENERAL_INFO, null, night)).isNull();
  }

  /** Such types are refused, but a record of one may exist. */
  @Test
  void hoursThatLeaveNoTimeForAdvertisingAreIgnored() {
    QuietHours day = hours("07:00", "22:00");

    assertThat(SendingTime.longestDelay(Category.ADVERTISING, day)).isEqualTo(Duration.ofDays(1));
    assertThat(at(Category.ADVERTISING, day, Instant.parse("2026-12-01T05:00:00Z"))).isNull();
    assertThat(at(Category.ADVERTISING, day, Instant.parse("2026-12-01T15:00:00Z")))
        .isEqualTo(Instant.parse("2026-12-02T00:00:00Z"));
  }

  @ParameterizedTest
  @EnumSource(Category.class)
  void theLongestDelayIsThatOfAllHours(Category category) {
    boolean isAdvertising = category == Category.ADVERTISING;

    assertThat(SendingTime.longestDelay(category, null))
        .isEqualTo(isAdvertising ? Duration.ofHours(9) : Duration.ZERO);
    // One-time codes never wait.
    int ownHours = category == Category.OTP ? 0 : 3;
    assertThat(SendingTime.longestDelay(category, hours("20:00", "23:00")))
        .isEqualTo(Duration.ofHours(isAdvertising ? 11 : ownHours));
  }

  @Test
  void oneTimeCodesAndAnswersDoNotWait() {
    Instant night = Instant.parse("2026-12-01T16:00:00Z");
    EventRecord answer =
        event(Category.SERVICE, night.plusSeconds(60), NIGHT)
            .withReply(new ReplyOrigin("8079", null, new UUID(1, 2)));

    assertThat(SendingTime.of(answer, night)).isNull();
    assertThat(at(Category.OTP, NIGHT, night)).isNull();
  }

  /** Whatever the hours: the time is not quiet, and every moment before it is. */
  @Test
  void theFirstMomentThatIsNotQuietIsFound() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      LocalTime from = LocalTime.MIN.plusMinutes(random.nextInt(1_440));
      QuietHours hours = new QuietHours(from, from.plusMinutes(1 + random.nextInt(1_439)));
      Instant now =
          Instant.parse("2026-12-01T00:00:00Z")
              .plusMillis(random.nextInt((int) Duration.ofDays(2).toMillis()));
      Instant until = SendingTime.quietUntil(Category.SERVICE, hours, now);

      assertThat(isQuiet(hours, now)).as("%s at %s", hours, now).isEqualTo(until != null);
      if (until != null) {
        assertThat(until).isAfter(now);
        assertThat(Duration.between(now, until)).isLessThan(Duration.ofDays(1));
        assertThat(isQuiet(hours, until)).isFalse();
        assertThat(isQuiet(hours, until.minusMillis(1))).isTrue();
        assertThat(until.atZone(VIETNAM).toLocalTime()).isEqualTo(hours.until());
      }
    }
  }

  private static boolean isQuiet(QuietHours hours, Instant at) {
    int now = at.atZone(VIETNAM).toLocalTime().toSecondOfDay();
    int from = hours.from().toSecondOfDay();
    int until = hours.until().toSecondOfDay();
    return from < until ? now >= from && now < until : now >= from || now < until;
  }

  private static @Nullable Instant at(Category category, @Nullable QuietHours hours, Instant now) {
    SendingTime.Due due = SendingTime.of(event(category, null, hours), now);
    if (due != null) {
      assertThat(due.reason()).isEqualTo(FailureReason.QUIET_HOURS);
    }
    return due == null ? null : due.at();
  }

  private static QuietHours hours(String from, String until) {
    return new QuietHours(LocalTime.parse(from), LocalTime.parse(until));
  }

  private static EventRecord event(
      Category category, @Nullable Instant sendAfter, @Nullable QuietHours hours) {
    return new EventRecord(
            EventRecord.VERSION,
            "default",
            "/source",
            "1",
            "card.expiring",
            Instant.EPOCH,
            null,
            "+84912345678",
            Map.of(),
            Map.of(),
            category,
            null,
            Instant.EPOCH,
            null,
            null,
            null)
        .withSending(new SendingRules(sendAfter, hours, null, null, null));
  }
}
