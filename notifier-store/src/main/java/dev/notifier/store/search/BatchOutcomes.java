package dev.notifier.store.search;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads what has become of the lines of a batch, page by page, those that were planned first first.
 * A page begins above an id, and each step reads one day by its index, so a page costs the same
 * wherever it is. Thread-safe.
 */
public final class BatchOutcomes {
  private static final UUID LOWEST = new UUID(0, 0);

  /** A range and not a value, as in {@link SearchSql}: else the primary key has the same order. */
  private static final String OF_BATCH =
      " batch_id >= ? and batch_id <= ? and (batch_id, id) > (?, ?)";

  private static final String NEXT =
      "select id from notifications where id > ? and" + OF_BATCH + " order by batch_id, id limit 1";

  private static final String OF_DAY =
      """
      select id, event_id, state, reason, detail, route, phone, segments, submitted_at,
        finished_at, delivered_segments, unconfirmed_segments, possible_duplicate
      from notifications where id > ? and id < ? and
      """
          + OF_BATCH
          + " order by batch_id, id limit ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public BatchOutcomes(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * What has become of a line.
   *
   * @param notification its id
   * @param line its number, from 1
   * @param detail what is known beside the reason, such as the carrier's code
   * @param phone in E.164 format; null if there is none
   * @param partly whether some of its segments arrived, or may have
   */
  public record Outcome(
      UUID notification,
      int line,
      NotificationState state,
      @Nullable FailureReason reason,
      @Nullable String detail,
      @Nullable String route,
      @Nullable String phone,
      int segments,
      @Nullable Instant submitted,
      @Nullable Instant finished,
      boolean partly) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Outcome[" + line + ", " + state + "]";
    }
  }

  /**
   * Reads a page.
   *
   * @param after the last notification of the page before; null = the first page
   * @param maxRows of the page, 1 or more
   * @return fewer only if there are no more
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<Outcome> page(UUID batch, @Nullable UUID after, int maxRows) {
    return transaction.execute(_ -> {
      List<Outcome> page = new ArrayList<>();
      UUID place = after == null ? next(batch, LOWEST) : after;
      // The first one of a day is included, the last one of the page before is not.
      boolean inclusive = after == null;
      while (place != null && page.size() < maxRows) {
        UUID end = Window.ofDayOf(place).highest();
        page.addAll(ofDay(batch, inclusive ? below(place) : place, end, maxRows - page.size()));
        place = page.size() < maxRows ? next(batch, below(end)) : place;
        inclusive = true;
      }
      return page;
    });
  }

  private List<Outcome> ofDay(UUID batch, UUID after, UUID end, int maxRows) {
    jdbc.execute(DayWalk.PLAN_IN_ORDER);
    return jdbc.query(
        OF_DAY, (row, _) -> outcome(row), after, end, batch, batch, batch, after, maxRows);
  }

  /** The first one above an id; one page of the index of each later day. */
  private @Nullable UUID next(UUID batch, UUID after) {
    jdbc.execute(DayWalk.PLAN_ONCE_IN_ORDER);
    return jdbc
        .query(NEXT, (row, _) -> row.getObject(1, UUID.class), after, batch, batch, batch, after)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** The next lower id. */
  private static UUID below(UUID id) {
    long low = id.getLeastSignificantBits();
    return new UUID(id.getMostSignificantBits() - (low == 0 ? 1 : 0), low - 1);
  }

  private static Outcome outcome(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return new Outcome(
        row.getObject("id", UUID.class),
        Integer.parseInt(row.getString("event_id")),
        NotificationState.of(row.getString("state")),
        reason == null ? null : FailureReason.of(reason),
        row.getString("detail"),
        row.getString("route"),
        row.getString("phone"),
        row.getInt("segments"),
        PgInstants.getNullable(row, "submitted_at"),
        PgInstants.getNullable(row, "finished_at"),
        row.getLong("delivered_segments") != 0
            || row.getLong("unconfirmed_segments") != 0
            || row.getBoolean("possible_duplicate"));
  }
}
