package dev.notifier.store.partitions;

import dev.notifier.store.partitions.DayPartitions.Table;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Creates partitions ahead and drops old ones. Thread-safe. */
public final class PartitionStore {
  private final JdbcTemplate jdbc;

  public PartitionStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** Returns the day of PostgreSQL's clock, in UTC. */
  public LocalDate today() {
    LocalDate today =
        jdbc.queryForObject("select (clock_timestamp() at time zone 'UTC')::date", LocalDate.class);
    if (today == null) {
      throw new IllegalStateException("PostgreSQL returned no day");
    }
    return today;
  }

  /**
   * Creates the missing partitions from one day to another, both inclusive. Does not block other
   * transactions.
   *
   * @return how many were created
   */
  public int create(Table table, LocalDate first, LocalDate last) {
    Integer created =
        jdbc.queryForObject(
            "select create_day_partitions(?, ?, ?)", Integer.class, table.tableName(), first, last);
    return created == null ? 0 : created;
  }

  /**
   * Drops the oldest partition if its day is before a given one. Waits at most a second for
   * transactions that use the table.
   *
   * @param before at least seven days ago
   * @return the day of the dropped partition; null if there is none to drop
   * @throws org.springframework.dao.DataAccessException if other transactions use the table for too
   *     long; the call can be repeated
   */
  public @Nullable LocalDate dropOldest(Table table, LocalDate before) {
    return jdbc.queryForObject(
        "select drop_day_partition(?, ?)", LocalDate.class, table.tableName(), before);
  }
}
