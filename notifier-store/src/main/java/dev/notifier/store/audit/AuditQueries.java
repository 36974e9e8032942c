package dev.notifier.store.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the audit. Thread-safe. */
public final class AuditQueries {
  /** The most rows that one page looks at, whether or not they are selected. */
  public static final int MAX_SCANNED = 10_000;

  private static final UUID FIRST = new UUID(0, 0);
  private static final UUID LAST = new UUID(-1, -1);

  private static final String SCANNED =
      "select %s from audit where tenant = ? and id < ? and id >= ? order by id desc limit %d"
          .formatted(AuditRow.COLUMNS, MAX_SCANNED);

  private final JdbcTemplate jdbc;

  public AuditQueries(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Which rows to list, the newest first. Null selects all.
   *
   * @param tenant whose rows
   * @param actor a user also without {@code user:}
   * @param targetKind with {@code target}
   * @param from the lowest id, inclusive
   * @param before the id after the first row, exclusive
   */
  public record Filter(
      String tenant,
      @Nullable String actor,
      @Nullable String operation,
      @Nullable String targetKind,
      @Nullable String target,
      @Nullable UUID from,
      @Nullable UUID before) {}

  /**
   * Some of the rows.
   *
   * @param next if fewer rows than wanted were found among those that a page looks at: the id
   *     before which the next page begins; null if there are no more
   */
  public record Found(List<AuditRow> rows, @Nullable UUID next) {}

  /** Lists rows. Looks at {@link #MAX_SCANNED} at most, so a page may have fewer than wanted. */
  public Found list(Filter filter, int maxRows) {
    UUID before = filter.before() == null ? LAST : filter.before();
    UUID from = filter.from() == null ? FIRST : filter.from();
    List<AuditRow> rows =
        jdbc.query(
            "select * from ("
                + SCANNED
                + ") s where coalesce(actor in (?, 'user:' || ?), ?::text is null)"
                + " and coalesce(operation = ?, ?::text is null)"
                + " and coalesce(target_kind = ?, ?::text is null)"
                + " and coalesce(target = ?, ?::text is null) order by id desc limit ?",
            AuditQueries::row,
            filter.tenant(),
            before,
            from,
            filter.actor(),
            filter.actor(),
            filter.actor(),
            filter.operation(),
            filter.operation(),
            filter.targetKind(),
            filter.targetKind(),
            filter.target(),
            filter.target(),
            maxRows);
    return new Found(
        rows, rows.size() == maxRows ? null : lastScanned(filter.tenant(), before, from));
  }

  /**
   * Lists the rows about a person, in the order of their ids, without those of exports: each page
   * of an export adds one, so it would never end.
   *
   * @param after the last id of the page before; null for the first page
   */
  public List<AuditRow> about(UUID subjectRef, @Nullable UUID after, int maxRows) {
    return jdbc.query(
        "select "
            + AuditRow.COLUMNS
            + " from audit where subject_ref = ? and id > ? and operation <> 'exportPerson'"
            + " order by id limit ?",
        AuditQueries::row,
        subjectRef,
        after == null ? FIRST : after,
        maxRows);
  }

  private @Nullable UUID lastScanned(String tenant, UUID before, UUID from) {
    return jdbc
        .query(
            "select id, count(*) over () = ? from (" + SCANNED + ") s order by id limit 1",
            (row, _) -> row.getBoolean(2) ? row.getObject(1, UUID.class) : null,
            MAX_SCANNED,
            tenant,
            before,
            from)
        .stream()
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static AuditRow row(ResultSet row, int number) throws SQLException {
    return AuditRow.of(row);
  }
}
