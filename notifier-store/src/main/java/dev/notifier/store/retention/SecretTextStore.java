package dev.notifier.store.retention;

import dev.notifier.store.tracking.SweepStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Overwrites texts with one-time codes that are still stored after their time to live. Calls take
 * part in the transaction of the caller, and need one.
 */
public final class SecretTextStore {
  /**
   * Longer than any text can wait. Otherwise the statement would lock the partitions of years, each
   * with its indexes.
   */
  private static final Duration MAX_AGE = Duration.ofDays(200);

  private final JdbcTemplate jdbc;

  public SecretTextStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Overwrites texts, the oldest first. Skips locked rows, so it never blocks another transaction.
   *
   * @param expiredBefore the end of their time to live
   * @param plannedBefore when those without one were planned; they are kept while they may still be
   *     sent
   * @return how many were overwritten
   */
  public int overwrite(Instant expiredBefore, Instant plannedBefore, int maxRows) {
    List<UUID> ids =
        jdbc.query(
            """
            select id from notifications
            where (secret or category = 'OTP') and body <> '•••' and id >= ?
              and (expires_at < ?
                or expires_at is null and state <> 'PLANNED' and planned_at < ?)
            order by id limit ? for update skip locked
            """,
            (row, _) -> row.getObject(1, UUID.class),
            SweepStore.lowestId(expiredBefore.minus(MAX_AGE)),
            expiredBefore.atOffset(ZoneOffset.UTC),
            plannedBefore.atOffset(ZoneOffset.UTC),
            maxRows);
    if (!ids.isEmpty()) {
      // A statement of its own, because PostgreSQL plans only the partitions of ids that it knows.
      jdbc.update(
          "update notifications set body = '•••' where id = any(?)",
          statement ->
              statement.setArray(
                  1, statement.getConnection().createArrayOf("uuid", ids.toArray())));
    }
    return ids.size();
  }
}
