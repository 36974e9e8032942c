package dev.notifier.store.partitions;

import dev.notifier.store.partitions.DayPartitions.Table;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Creates partitions ahead. Thread-safe. */
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
   * Creates the missing partitions of the days from one to another, both inclusive. Does not block
   * other transactions.
   *
   * @return how many were created
   */
  public int create(Table table, LocalDate first, LocalDate last) {
    Integer created =
        jdbc.queryForObject(
            "select create_day_partitions(?, ?, ?)", Integer.class, table.tableName(), first, last);
    return created == null ? 0 : created;
  }
}
