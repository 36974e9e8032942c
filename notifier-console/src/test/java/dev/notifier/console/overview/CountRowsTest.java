package dev.notifier.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.overview.MessageCounts.Count;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountRowsTest {
  private static final MessageCounts COUNTS =
      new MessageCounts(
          List.of(
              new Count("SKIPPED", 1),
              new Count("DELIVERED", 4),
              new Count("REJECTED", 2),
              new Count("REJECTED", 3)));

  @Test
  void aDayEndsAtMidnightInVietnam() {
    assertThat(rows("2026-12-01T16:30:00Z").listOfToday("DELIVERED"))
        .isEqualTo("messages?from=2026-12-01&to=2026-12-01&state=DELIVERED");
    assertThat(rows("2026-12-01T17:30:00Z").listOfToday(""))
        .isEqualTo("messages?from=2026-12-02&to=2026-12-02");
    assertThat(rows("2026-12-01T17:30:00Z").listOfWeek(""))
        .isEqualTo("messages?from=2026-11-26&to=2026-12-02");
  }

  @Test
  void statesAreInTheOrderOfTheLifeOfAMessage() {
    assertThat(rows("2026-12-01T01:00:00Z").states())
        .containsExactly("DELIVERED", "REJECTED", "SKIPPED");
  }

  @Test
  void aStateHasTheMessagesOfAllItsReasons() {
    assertThat(COUNTS.in("REJECTED")).isEqualTo(5);
    assertThat(COUNTS.in("EXPIRED")).isZero();
    assertThat(COUNTS.all()).isEqualTo(10);
  }

  /** The two are read one after the other. */
  @Test
  void sevenDaysAreNeverFewerThanToday() {
    CountRows rows =
        CountRows.of(
            COUNTS,
            new MessageCounts(List.of(new Count("DELIVERED", 1))),
            Instant.parse("2026-12-01T01:00:00Z"));
    assertThat(rows.week().in("DELIVERED")).isEqualTo(rows.today().in("DELIVERED") + 1);
    assertThat(rows.week().all()).isEqualTo(11);
  }

  private static CountRows rows(String now) {
    return CountRows.of(COUNTS, COUNTS, Instant.parse(now));
  }
}
