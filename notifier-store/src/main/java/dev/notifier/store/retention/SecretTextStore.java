package dev.notifier.store.retention;

import dev.notifier.store.tracking.SweepStore;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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

  private static final String IS_OVER =
      "coalesce(expires_at < ?, state not in ('PLANNED', 'DEFERRED') and planned_at < ?)";

  private final JdbcTemplate jdbc;

  public SecretTextStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * What a step did.
   *
   * @param texts how many were overwritten
   * @param last the last notification that was looked at; null if there are no more
   */
  public record StepResult(int texts, @Nullable UUID last) {}

  /**
   * Overwrites texts, the oldest first. Looks at a bounded number of texts, because millions may
   * wait for the end of their time to live. Skips locked rows, so it never blocks another
   * transaction.
   *
   * @param after the last notification that the step before looked at; null = from the oldest
   * @param expiredBefore the end of their time to live
   * @param plannedBefore when those without one were planned; they are kept while they may still be
   *     sent
   * @param maxRows the most texts to look at
   */
  public StepResult overwrite(
      @Nullable UUID after, Instant expiredBefore, Instant plannedBefore, int maxRows) {
    UUID oldest = SweepStore.lowestId(expiredBefore.minus(MAX_AGE));
    List<Text> texts = read(after == null ? oldest : after, expiredBefore, plannedBefore, maxRows);
    List<UUID> ended = texts.stream().filter(Text::isOver).map(Text::id).toList();
    // Statements of their own, because PostgreSQL plans only the partitions of ids that it knows.
    return new StepResult(
        ended.isEmpty() ? 0 : overwrite(ended, expiredBefore, plannedBefore),
        texts.size() < maxRows ? null : texts.getLast().id());
  }

  private record Text(UUID id, boolean isOver) {}

  private List<Text> read(UUID after, Instant expiredBefore, Instant plannedBefore, int maxRows) {
    return jdbc.query(
        """
        select id, IS_OVER from notifications
        where (secret or category = 'OTP') and body <> '•••' and id > ?
        order by id limit ?
        """
            .replace("IS_OVER", IS_OVER),
        (row, _) -> new Text(row.getObject(1, UUID.class), row.getBoolean(2)),
        expiredBefore.atOffset(ZoneOffset.UTC),
        plannedBefore.atOffset(ZoneOffset.UTC),
        after,
        maxRows);
  }

  /** Looks again after the lock: an event may have been planned again meanwhile. */
  private int overwrite(List<UUID> ids, Instant expiredBefore, Instant plannedBefore) {
    List<UUID> locked =
        jdbc.query(
            "select id from notifications where id = any(?) and "
                + IS_OVER
                + " order by id for update skip locked",
            statement -> {
              setIds(statement, ids);
              statement.setObject(2, expiredBefore.atOffset(ZoneOffset.UTC));
              statement.setObject(3, plannedBefore.atOffset(ZoneOffset.UTC));
            },
            (row, _) -> row.getObject(1, UUID.class));
    if (locked.isEmpty()) {
      return 0;
    }
    return jdbc.update(
        "update notifications set body = '•••' where id = any(?)",
        statement -> setIds(statement, locked));
  }

  private static void setIds(PreparedStatement statement, List<UUID> ids) throws SQLException {
    statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray()));
  }
}
