package dev.notifier.store.keys;

import dev.notifier.store.partitions.DayPartitions.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The weeks (UTC, named after their Mondays) in which a transaction writes keys and looks for them.
 *
 * @param now when it began, by PostgreSQL's clock
 */
record KeyWeeks(Instant now) {
  /** Transactions are much shorter than this. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /**
   * The weeks in which a transaction of this moment writes. Around the end of a week there are two,
   * so that the rows of two transactions with the same key meet, although one began last week.
   */
  SortedSet<LocalDate> current() {
    return new TreeSet<>(List.of(week(now.minus(MARGIN)), week(now.plus(MARGIN))));
  }

  /** The first week that may have a key of a window that ends now. */
  LocalDate first(Duration window) {
    return week(now.minus(window));
  }

  private static LocalDate week(Instant at) {
    return Table.BUSINESS_KEYS.firstDay(at.atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
