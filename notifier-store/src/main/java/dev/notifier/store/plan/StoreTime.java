package dev.notifier.store.plan;

import dev.notifier.store.PgInstants;
import dev.notifier.store.tracking.SweepStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL's clock gives a transaction, so that the clock of no worker decides anything.
 *
 * @param now the time
 * @param ids version 7 UUIDs of this time for new notifications, in ascending order
 */
record StoreTime(Instant now, List<UUID> ids) {
  /** Transactions are much shorter than this. */
  private static final Duration MIDNIGHT_MARGIN = Duration.ofMinutes(5);

  /** The number of days before and after today for which partitions exist or are created. */
  private static final int MAX_DAYS_BEFORE = 100;

  private static final int MAX_DAYS_AFTER = 14;

  /**
   * Reads the time.
   *
   * @param ids the number of ids
   */
  static StoreTime read(Connection connection, int ids) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PlanSql.TIME_AND_IDS)) {
      select.setInt(1, ids);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        Array array = row.getArray(2);
        return new StoreTime(PgInstants.get(row, 1), List.of((UUID[]) array.getArray()));
      }
    }
  }

  /** The day in UTC. */
  LocalDate today() {
    return day(now);
  }

  /**
   * The days on which a transaction of this moment may plan. Around midnight there are two, so that
   * the rows of two transactions with the same event meet, although one began yesterday.
   */
  Set<LocalDate> days() {
    return daysOf(now);
  }

  /**
   * The days on which the transaction may have planned that made this id; none if no digest is kept
   * for so long.
   */
  Set<LocalDate> recentDaysOf(UUID id) {
    Instant planned = SweepStore.plannedAt(id);
    return planned.isBefore(now.minus(Duration.ofDays(MAX_DAYS_BEFORE)))
            || planned.isAfter(now.plus(Duration.ofDays(MAX_DAYS_AFTER)))
        ? Set.of()
        : daysOf(planned);
  }

  /** The day of an id. */
  static LocalDate dayOf(UUID id) {
    return day(SweepStore.plannedAt(id));
  }

  private static Set<LocalDate> daysOf(Instant now) {
    return new TreeSet<>(
        List.of(day(now.minus(MIDNIGHT_MARGIN)), day(now), day(now.plus(MIDNIGHT_MARGIN))));
  }

  /**
   * The day of an event; today if its time is unknown, or so far away that no partition is kept for
   * it.
   */
  LocalDate dayOf(@Nullable Instant eventTime) {
    if (eventTime == null
        || eventTime.isBefore(now.minus(Duration.ofDays(MAX_DAYS_BEFORE)))
        || eventTime.isAfter(now.plus(Duration.ofDays(MAX_DAYS_AFTER)))) {
      return today();
    }
    return day(eventTime);
  }

  private static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
