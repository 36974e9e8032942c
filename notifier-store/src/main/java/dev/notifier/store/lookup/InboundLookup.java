package dev.notifier.store.lookup;

import dev.notifier.store.PgInstants;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds what a person has sent, the newest first. Thread-safe. */
public final class InboundLookup {
  private static final UUID HIGHEST = new UUID(-1, -1);

  private final JdbcTemplate jdbc;

  public InboundLookup(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * A message from a person.
   *
   * @param id a version 7 UUID of the same clock as those of notifications
   * @param address to which it was sent
   */
  public record Inbound(UUID id, String route, String address, String text, Instant receivedAt) {
    /** Omits the text. */
    @Override
    public String toString() {
      return "Inbound[" + id + "]";
    }
  }

  /**
   * Finds a page, by the index of the numbers and ids.
   *
   * @param phone in E.164 format
   * @param tenant whose messages are found; null = of all tenants
   * @param before below which id; null = the first page
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<Inbound> find(
      String phone, @Nullable String tenant, @Nullable UUID before, int limit) {
    return jdbc.query(
        """
        select id, route, address, body, received_at from inbound_messages
        where phone = ? and id < ? and (?::text is null or tenant = ?) order by phone desc, id desc limit ?
        """,
        (row, _) ->
            new Inbound(
                row.getObject("id", UUID.class),
                row.getString("route"),
                row.getString("address"),
                row.getString("body"),
                PgInstants.get(row, "received_at")),
        phone,
        before == null ? HIGHEST : before,
        tenant,
        tenant,
        limit);
  }
}
