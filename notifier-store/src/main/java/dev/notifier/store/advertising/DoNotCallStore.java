package dev.notifier.store.advertising;

import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The national do-not-call list. Each import makes a new list, which takes the place of the one
 * before when it is complete. Thread-safe; calls take part in the transaction of the caller.
 */
public final class DoNotCallStore {
  /** No import takes longer; one that is older and not complete has failed. */
  public static final Duration LONGEST_IMPORT = Duration.ofHours(2);

  private static final String COLUMNS =
      """
      select id, begun_at, completed_at, failed_at, numbers, refused, imported_by
      from do_not_call_lists
      """;

  /** How long the previous list can be put in force again. */
  private static final Duration KEEP_BEFORE = Duration.ofDays(1);

  /**
   * A list whose numbers are not needed: its import has failed, two lists are newer, or one is that
   * was complete a day ago.
   */
  private static final String OLD =
      """
      select id from do_not_call_lists
      where cleared_at is null and (
        failed_at is not null
        or (completed_at is null and begun_at < ?)
        or (completed_at is not null and (
          id < (
            select id from do_not_call_lists where completed_at is not null
            order by id desc offset 1 limit 1)
          or id < (
            select id from do_not_call_lists where completed_at < ?
            order by id desc limit 1))))
      order by id limit 1
      """;

  private static final UUID FIRST = new UUID(0, 0);

  private final JdbcTemplate jdbc;

  public DoNotCallStore(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
  }

  /** Begins an import; returns the id of the new list. */
  public long begin(String importedBy, Instant now) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            insert into do_not_call_lists (begun_at, imported_by) values (?, ?) returning id
            """,
            Long.class,
            time(now),
            importedBy));
  }

  /**
   * Adds numbers to a list that is not complete.
   *
   * @param recipients the HMACs of some thousand numbers
   * @return how many of them are new
   */
  public int add(long list, Collection<UUID> recipients) {
    return jdbc.update(
        """
        insert into do_not_call_numbers (list, recipient)
        select ?, page.recipient from unnest(?::uuid[]) as page (recipient) order by 2
        on conflict do nothing
        """,
        list,
        new SqlArrayValue("uuid", recipients.toArray()));
  }

  /** Completes an import: the list is in force unless that of a later import is. */
  public void complete(long list, long numbers, long refused, Instant now) {
    jdbc.update(
        "update do_not_call_lists set completed_at = ?, numbers = ?, refused = ? where id = ?",
        time(now),
        numbers,
        refused,
        list);
  }

  /** Notes that an import has failed, unless it is complete. */
  public void fail(long list, Instant now) {
    jdbc.update(
        "update do_not_call_lists set failed_at = ? where id = ? and completed_at is null",
        time(now),
        list);
  }

  /** The list in force. */
  public Optional<DoNotCallList> inForce() {
    return jdbc
        .query(
            COLUMNS + "where completed_at is not null order by id desc limit 1",
            (row, _) -> list(row))
        .stream()
        .findFirst();
  }

  /** The newest imports, including those that failed. */
  public List<DoNotCallList> newest(int limit) {
    return jdbc.query(COLUMNS + "order by id desc limit ?", (row, _) -> list(row), limit);
  }

  /**
   * Where the next deletion begins.
   *
   * @param recipient the HMAC of the last number that was deleted
   */
  public record Position(long list, UUID recipient) {}

  /**
   * Deletes numbers of lists that are not needed. May be called by many.
   *
   * @param from where the deletion before has ended, so that its dead rows are not read again; null
   *     = at the beginning
   * @param limit the most numbers
   * @return where the next one begins; empty if nothing is left
   */
  public Optional<Position> deleteOld(Instant now, @Nullable Position from, int limit) {
    List<Long> old =
        jdbc.query(
            OLD,
            (row, _) -> row.getLong(1),
            time(now.minus(LONGEST_IMPORT)),
            time(now.minus(KEEP_BEFORE)));
    if (old.isEmpty()) {
      return Optional.empty();
    }
    long list = old.getFirst();
    UUID first = from != null && from.list() == list ? from.recipient() : FIRST;
    List<UUID> last =
        jdbc.query(
            """
            with deleted as (
              delete from do_not_call_numbers where list = ? and recipient in (
                select recipient from do_not_call_numbers
                where list = ? and recipient >= ? order by recipient limit ?)
              returning recipient)
            select recipient from deleted order by recipient desc limit 1
            """,
            (row, _) -> row.getObject(1, UUID.class),
            list,
            list,
            first,
            limit);
    if (last.isEmpty()) {
      jdbc.update("update do_not_call_lists set cleared_at = ? where id = ?", time(now), list);
    }
    return Optional.of(new Position(list, last.isEmpty() ? first : last.getFirst()));
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static DoNotCallList list(ResultSet row) throws SQLException {
    return new DoNotCallList(
        row.getLong("id"),
        PgInstants.get(row, "begun_at"),
        PgInstants.getNullable(row, "completed_at"),
        PgInstants.getNullable(row, "failed_at"),
        row.getLong("numbers"),
        row.getLong("refused"),
        row.getString("imported_by"));
  }
}
