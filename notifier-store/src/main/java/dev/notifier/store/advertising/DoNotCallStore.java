package dev.notifier.store.advertising;

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
      "select id, begun_at, completed_at, numbers, refused, imported_by from do_not_call_lists ";

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

  /** The list in force. */
  public Optional<DoNotCallList> inForce() {
    return jdbc
        .query(
            COLUMNS + "where completed_at is not null order by id desc limit 1",
            (row, _) -> list(row))
        .stream()
        .findFirst();
  }

  /** The newest imports, also those that failed. */
  public List<DoNotCallList> newest(int limit) {
    return jdbc.query(COLUMNS + "order by id desc limit ?", (row, _) -> list(row), limit);
  }

  /**
   * Deletes numbers of lists that are not in force and not being imported. May be called by many.
   *
   * @param limit the most numbers
   * @return whether there may be more
   */
  public boolean deleteOld(Instant now, int limit) {
    List<Long> old =
        jdbc.query(
            """
            select id from do_not_call_lists
            where cleared_at is null
              and (completed_at is not null or begun_at < ?)
              and id <> coalesce((
                select id from do_not_call_lists where completed_at is not null
                order by id desc limit 1), 0)
            order by id limit 1
            """,
            (row, _) -> row.getLong(1),
            time(now.minus(LONGEST_IMPORT)));
    if (old.isEmpty()) {
      return false;
    }
    int deleted =
        jdbc.update(
            """
            delete from do_not_call_numbers where list = ? and recipient in (
              select recipient from do_not_call_numbers where list = ? order by recipient limit ?)
            """,
            old.getFirst(),
            old.getFirst(),
            limit);
    if (deleted < limit) {
      jdbc.update(
          "update do_not_call_lists set cleared_at = ? where id = ?", time(now), old.getFirst());
    }
    return true;
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static DoNotCallList list(ResultSet row) throws SQLException {
    return new DoNotCallList(
        row.getLong("id"),
        Objects.requireNonNull(instant(row, "begun_at")),
        instant(row, "completed_at"),
        row.getLong("numbers"),
        row.getLong("refused"),
        row.getString("imported_by"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
