package dev.notifier.store.audit;

import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Deletes the subjects that no row of the audit names any more, because its month was removed.
 * Thread-safe; calls take part in the transaction of the caller, and there must be one.
 */
public final class UnusedSubjects {
  /** Subjects that a kept month may have created are in use, or will be. */
  private static final String OLD =
      """
      select digest, created_at from audit_subjects
      where created_at < (select min(m)::timestamp at time zone 'UTC' from audit_months() m)
        and (created_at, digest) > (?, ?)
      order by created_at, digest limit ?
      """;

  private static final String UNUSED =
      """
      s.digest = any(?) and not exists (select from audit a where a.subject_ref = s.ref)
      """;

  /** Only these: a lock writes the row. */
  private static final String LOCK =
      "select s.digest from audit_subjects s where " + UNUSED + " for update skip locked";

  static final String DELETE = "delete from audit_subjects s where " + UNUSED;

  private final JdbcTemplate jdbc;

  public UnusedSubjects(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** The last subject of a page. */
  public record Position(Instant createdAt, UUID digest) {
    /** Before all subjects. */
    public static final Position START = new Position(Instant.EPOCH, new UUID(0, 0));
  }

  /**
   * What a step did.
   *
   * @param next where the next page begins; null if this was the last one
   */
  public record Page(int deleted, @Nullable Position next) {}

  /**
   * Looks at a page of the subjects that are older than the audit. Skips those that a look-up uses
   * at this moment.
   *
   * @param after the last one of the page before
   * @param maxRows how many are looked at; each takes a look into the index of each month
   */
  public Page delete(Position after, int maxRows) {
    List<Position> old =
        jdbc.query(
            OLD,
            (row, _) ->
                new Position(
                    PgInstants.get(row, "created_at"), row.getObject("digest", UUID.class)),
            after.createdAt().atOffset(ZoneOffset.UTC),
            after.digest(),
            maxRows);
    if (old.isEmpty()) {
      return new Page(0, null);
    }
    forbidScans(jdbc);
    int deleted = deleteUnused(old.stream().map(Position::digest).toList());
    allowScans();
    return new Page(deleted, old.size() < maxRows ? null : old.getLast());
  }

  /** Locks, then compares by another statement: a look-up that has just ended has its row. */
  private int deleteUnused(List<UUID> digests) {
    List<UUID> locked =
        jdbc.query(
            LOCK,
            statement -> new PgArrays<>(statement, digests).column("uuid", each -> each),
            (row, _) -> row.getObject("digest", UUID.class));
    return locked.isEmpty()
        ? 0
        : jdbc.update(
            DELETE, statement -> new PgArrays<>(statement, locked).column("uuid", each -> each));
  }

  /**
   * For a page, PostgreSQL would rather read the whole audit once than its index a thousand times.
   */
  static void forbidScans(JdbcTemplate jdbc) {
    for (String method : List.of("seqscan", "hashjoin", "mergejoin")) {
      jdbc.query("select set_config('enable_" + method + "', 'off', true)", _ -> {});
    }
  }

  private void allowScans() {
    for (String method : List.of("seqscan", "hashjoin", "mergejoin")) {
      jdbc.query("select set_config('enable_" + method + "', 'on', true)", _ -> {});
    }
  }
}
