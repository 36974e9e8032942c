package dev.notifier.store.retention;

import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deletes old inbound messages. Thread-safe; calls take part in the transaction of the caller. */
public final class InboundDeletionStore {
  private final JdbcTemplate jdbc;

  public InboundDeletionStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Deletes the oldest messages. Skips locked rows, so it never blocks another transaction.
   *
   * @param before the id after the last one, exclusive; ids are version 7 UUIDs
   * @return how many were deleted
   */
  public int delete(UUID before, int maxRows) {
    return jdbc.update(
        """
        delete from inbound_messages where id in (
          select id from inbound_messages where id < ? order by id limit ? for update skip locked)
        """,
        before,
        maxRows);
  }
}
