package dev.notifier.store.partitions;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of a day or a week each (UTC), which a writer needs. A job creates them for two
 * weeks ahead; a writer creates those that are missing nevertheless. Remembers which ones exist, at
 * most a few hundred. Thread-safe.
 */
public final class DayPartitions {
  private static final Logger log = LoggerFactory.getLogger(DayPartitions.class);

  private final Map<Table, Set<LocalDate>> existing = new EnumMap<>(Table.class);

  private final Consumer<Table> missing;

  /**
   * @param missing is called for each partition of today or later that a writer had to create,
   *     inside its transaction: must neither block nor throw
   */
  public DayPartitions(Consumer<Table> missing) {
    this.missing = missing;
    for (Table table : Table.values()) {
      existing.put(table, ConcurrentHashMap.newKeySet());
    }
  }

  /** A table with partitions of a day or a week each. */
  public enum Table {
    NOTIFICATIONS(1),
    EVENT_DIGESTS(1),
    BUSINESS_KEYS(7);

    private final int days;

    Table(int days) {
      this.days = days;
    }

    /** The first day of the partition of a day, after which the partition is named. */
    public LocalDate firstDay(LocalDate day) {
      return days == 1 ? day : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** The last day of the partition of a day. */
    public LocalDate lastDay(LocalDate day) {
      return firstDay(day).plusDays(days - 1L);
    }

    /** The name in PostgreSQL. */
    public String tableName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Creates the partitions of these days unless they exist. Must be called before the transaction
   * locks rows, because two of them create partitions one after the other.
   *
   * @param days any day of each partition
   * @param today the day of PostgreSQL's clock
   */
  public void ensure(
      Connection connection, Table table, Collection<LocalDate> days, LocalDate today)
      throws SQLException {
    Set<LocalDate> known = known(table);
    for (LocalDate any : days) {
      LocalDate day = table.firstDay(any);
      if (!known.contains(day)) {
        if (create(connection, table, day, day) > 0 && !table.lastDay(day).isBefore(today)) {
          log.warn(
              "The table {} had no partition for {}; it is created now. The job 'partitions' of"
                  + " the workers creates them two weeks ahead: see with GET /v1/jobs why it failed",
              table.tableName(),
              day);
          missing.accept(table);
        }
        known.add(day);
      }
    }
  }

  /**
   * Forgets which partitions exist if a statement failed because one is missing: it was dropped, or
   * the transaction that created it was rolled back.
   *
   * @return whether the transaction can be repeated
   */
  public boolean forgetAfter(SQLException failure) {
    if (!isMissingPartition(failure)) {
      return false;
    }
    forget();
    return true;
  }

  /** Forgets which partitions exist. */
  public void forget() {
    existing.values().forEach(Set::clear);
  }

  /**
   * Creates the missing partitions from one day to another, both inclusive.
   *
   * @return how many were created
   */
  static int create(Connection connection, Table table, LocalDate first, LocalDate last)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select create_day_partitions(?, ?, ?)")) {
      select.setString(1, table.tableName());
      select.setDate(2, Date.valueOf(first));
      select.setDate(3, Date.valueOf(last));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private Set<LocalDate> known(Table table) {
    Set<LocalDate> known = existing.get(table);
    if (known == null) {
      throw new IllegalStateException(table.tableName());
    }
    return known;
  }

  /** PostgreSQL reports a missing partition like a broken check, but without a constraint. */
  private static boolean isMissingPartition(SQLException failure) {
    return PSQLState.CHECK_VIOLATION.getState().equals(failure.getSQLState())
        && failure instanceof PSQLException postgres
        && constraint(postgres.getServerErrorMessage()) == null;
  }

  private static @Nullable String constraint(@Nullable ServerErrorMessage message) {
    return message == null ? null : message.getConstraint();
  }
}
