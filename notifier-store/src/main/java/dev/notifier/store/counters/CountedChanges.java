package dev.notifier.store.counters;

import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Says whether the programs of this database work on messages: each change of a notification is
 * counted. Looks only when it is asked. Thread-safe.
 */
public final class CountedChanges {
  private final JdbcTemplate jdbc;
  private final LongSupplier nanoTime;
  private boolean asked;
  private long addedUntil;
  private long changedAt;

  /**
   * @param nanoTime a monotonic clock
   */
  public CountedChanges(DataSource database, LongSupplier nanoTime) {
    this.jdbc = new JdbcTemplate(database);
    this.nanoTime = nanoTime;
  }

  /**
   * For how long nothing has changed, as far as was seen: zero at first, and while changes wait to
   * be added to the counters, which takes a second. Reads two rows.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public synchronized Duration quietFor() {
    long until = CounterStore.addedUntil(jdbc);
    boolean waiting =
        Boolean.TRUE.equals(
            jdbc.queryForObject(
                "select exists (select 1 from counter_deltas where id > ?)", Boolean.class, until));
    long now = nanoTime.getAsLong();
    if (!asked || waiting || until != addedUntil) {
      asked = true;
      addedUntil = until;
      changedAt = now;
    }
    return Duration.ofNanos(now - changedAt);
  }
}
