package dev.notifier.store.people;

import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One-time addresses of timelines. The time is that of PostgreSQL's clock. Thread-safe; calls take
 * part in the transaction of the caller.
 */
public final class TimelineLinks {
  /** More than a link adds, so that the table does not grow. */
  private static final int DELETED_WITH_EACH = 10;

  private final JdbcTemplate jdbc;

  public TimelineLinks(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * What a link opens.
   *
   * @param purpose why the person is looked up
   * @param ticket of the caller's own system; null if there is none
   * @param createdBy the name of the caller who made the link
   */
  public record Link(Person person, String purpose, @Nullable String ticket, String createdBy) {
    /** Omits the person. */
    @Override
    public String toString() {
      return "Link[" + purpose + "]";
    }
  }

  /**
   * Adds a link. Also deletes some that are not valid any more.
   *
   * @param tokenHash a hash of its token
   * @param validFor at least a second
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public void add(byte[] tokenHash, Link link, Duration validFor) {
    jdbc.update(
        """
        delete from timeline_links where token_hash in (
          select token_hash from timeline_links where tenant = ? and expires_at < now()
          order by expires_at limit ? for update skip locked)
        """,
        link.person().tenant(),
        DELETED_WITH_EACH);
    jdbc.update(
        """
        insert into timeline_links
          (token_hash, tenant, phone, person_ref, purpose, ticket, created_by, expires_at)
        values (?, ?, ?, ?, ?, ?, ?, now() + ? * interval '1 second')
        """,
        tokenHash,
        link.person().tenant(),
        link.person().phone(),
        link.person().personRef(),
        link.purpose(),
        link.ticket(),
        link.createdBy(),
        validFor.toSeconds());
  }

  /**
   * Uses a link up.
   *
   * @param tenant of who uses it
   * @return empty if the tenant has no such link, or if it was used before or is not valid any more
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Optional<Link> use(String tenant, byte[] tokenHash) {
    return jdbc
        .query(
            """
            delete from timeline_links where token_hash = ? and tenant = ? and expires_at > now()
            returning phone, person_ref, purpose, ticket, created_by
            """,
            (row, _) ->
                new Link(
                    new Person(tenant, row.getString("phone"), row.getString("person_ref")),
                    row.getString("purpose"),
                    row.getString("ticket"),
                    row.getString("created_by")),
            tokenHash,
            tenant)
        .stream()
        .findFirst();
  }

  /**
   * Deletes links of all tenants that are not valid any more. Skips locked rows.
   *
   * @return how many were deleted
   */
  public int deleteExpired(int maxRows) {
    return jdbc.update(
        """
        delete from timeline_links where token_hash in (
          select token_hash from timeline_links where expires_at < now()
          limit ? for update skip locked)
        """,
        maxRows);
  }
}
