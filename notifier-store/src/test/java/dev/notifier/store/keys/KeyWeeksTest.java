package dev.notifier.store.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.partitions.DayPartitions.Table;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

class KeyWeeksTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private final Random random = new Random(7);

  /** Whatever a transaction wrote within the window is in a week that a later one reads. */
  @Test
  void everyKeyOfTheWindowIsInAWeekThatIsRead() {
    for (int i = 0; i < 100_000; i++) {
      Instant now = FIRST.plusSeconds(random.nextInt(2 * 366 * 86_400));
      Duration window = Duration.ofSeconds(1L + random.nextInt(366 * 86_400));
      Instant claimedAt = now.minusSeconds(random.nextLong(window.toSeconds()));
      KeyWeeks reader = new KeyWeeks(now);
      SortedSet<LocalDate> written = new KeyWeeks(claimedAt).current();
      SortedSet<LocalDate> current = reader.current();
      assertThat(written)
          .as("%s in %s until %s", claimedAt, window, now)
          .anyMatch(week ->
              current.contains(week)
                  || (!week.isBefore(reader.first(window)) && week.isBefore(current.first())));
    }
  }

  /** Two transactions that run at the same moment write a week in common, so their rows meet. */
  @Test
  void transactionsOfTheSameMomentMeet() {
    for (int i = 0; i < 100_000; i++) {
      Instant one = FIRST.plusSeconds(random.nextInt(2 * 366 * 86_400));
      Instant other = one.plusSeconds(random.nextInt(300));
      assertThat(new KeyWeeks(one).current())
          .as("%s and %s", one, other)
          .containsAnyElementsOf(new KeyWeeks(other).current());
    }
  }

  @Test
  void weeksBeginOnMondays() {
    for (int i = 0; i < 1_000; i++) {
      LocalDate day = LocalDate.of(2026, 1, 1).plusDays(i);
      LocalDate first = Table.BUSINESS_KEYS.firstDay(day);
      assertThat(first.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
      assertThat(day).isBetween(first, first.plusDays(6));
      assertThat(Table.BUSINESS_KEYS.lastDay(day)).isEqualTo(first.plusDays(6));
    }
  }

  @Test
  void usuallyATransactionWritesOneWeekAndReadsThoseOfTheWindow() {
    KeyWeeks weeks = new KeyWeeks(Instant.parse("2026-12-02T10:00:00Z"));
    assertThat(weeks.current()).containsExactly(LocalDate.of(2026, 11, 30));
    assertThat(weeks.first(Duration.ofDays(1)))
        .as("the same week")
        .isEqualTo(LocalDate.parse("2026-11-30"));
    assertThat(weeks.first(Duration.ofDays(7)))
        .as("one more")
        .isEqualTo(LocalDate.parse("2026-11-23"));
    assertThat(weeks.first(Duration.ofDays(30)))
        .as("four more")
        .isEqualTo(LocalDate.parse("2026-11-02"));
  }

  @Test
  void aroundTheEndOfAWeekATransactionWritesBothWeeks() {
    for (String at : new String[] {"2026-11-29T23:57:00Z", "2026-11-30T00:03:00Z"}) {
      assertThat(new KeyWeeks(Instant.parse(at)).current())
          .containsExactly(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 30));
    }
  }
}
