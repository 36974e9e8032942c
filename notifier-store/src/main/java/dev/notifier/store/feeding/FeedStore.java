package dev.notifier.store.feeding;

import dev.notifier.store.PgInstants;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.feeding.RunningBatch.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores which worker sends batches, and how far each batch is sent. A worker that was suspended
 * and has lost its lease may still produce lines, which plan then drops, but moves no position that
 * another worker has moved. Thread-safe; all calls throw {@link
 * org.springframework.dao.DataAccessException} if PostgreSQL is unavailable.
 */
public final class FeedStore {
  /** Lines of a batch that may use another lane than bulk. */
  private static final int SMALL = 1_000;

  private static final UUID FIRST = new UUID(0, 0);

  /**
   * Each minute, what was sent until now becomes the next measurement, and that of the minute
   * before the one in force, unless the batch sent nothing for a while.
   */
  private static final String MEASURED =
      """
      measured_at = case when next_measured_at > now() - interval '1 minute' then measured_at
        when next_measured_at > now() - interval '3 minutes' then next_measured_at end,
      measured_lines = case when next_measured_at > now() - interval '1 minute' then measured_lines
        when next_measured_at > now() - interval '3 minutes' then next_measured_lines end,
      next_measured_at = case when next_measured_at > now() - interval '1 minute'
        then next_measured_at else now() end,
      next_measured_lines = case when next_measured_at > now() - interval '1 minute'
        then next_measured_lines else fed_lines end
      """;

  private final JdbcTemplate jdbc;

  public FeedStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Takes the lease, or renews it.
   *
   * @param owner unique among all workers
   * @param lease until when no other worker gets it, by PostgreSQL's clock
   * @return whether this worker has it
   */
  public boolean lease(String owner, Duration lease) {
    return jdbc.update(
            """
            update batch_feeder set owner = ?, leased_until = now() + ?::interval
            where owner = ? or leased_until < now()
            """,
            owner,
            lease.toString(),
            owner)
        == 1;
  }

  /** Lets another worker have the lease at once. */
  public void giveBack(String owner) {
    jdbc.update(
        "update batch_feeder set leased_until = '-infinity', owner = '' where owner = ?", owner);
  }

  /**
   * The batches that run, by id. Also those of which all lines were sent.
   *
   * @param after the last id of the page before; null = from the beginning
   * @param maxRows the most batches
   */
  public List<RunningBatch> running(@Nullable UUID after, int maxRows) {
    return jdbc.query(
        """
        select id, tenant, event_type, type_version, template_version, chunks, valid_lines,
          next_chunk, fed_of_chunk, fed_lines, start_at, sending_from, sending_until, finish_by,
          max_per_second, released_at, changed_at > released_at as was_paused,
          valid_lines <= ? and exists (
            select 1 from tenants t
            where t.id = split_part(tenant, '~', 1) and t.small_batches_in_lane) as in_lane_of_type
        from batches
        where state = 'RUNNING' and state in ('RECEIVING', 'RUNNING', 'PAUSED', 'SENT') and id > ?
        order by id limit ?
        """,
        (row, _) -> batch(row),
        SMALL,
        after == null ? FIRST : after,
        maxRows);
  }

  /**
   * Notes that lines were sent, unless another worker has moved the position. A batch that was
   * paused or cancelled meanwhile has sent them all the same.
   *
   * @return whether the position was moved
   */
  public boolean fed(UUID batch, Position from, Position to) {
    return jdbc.update(
            """
            update batches set next_chunk = ?, fed_of_chunk = ?, fed_lines = ?,
              %s
            where id = ? and next_chunk = ? and fed_of_chunk = ? and fed_lines = ?
            """
                .formatted(MEASURED),
            to.chunk(),
            to.ofChunk(),
            to.lines(),
            batch,
            from.chunk(),
            from.ofChunk(),
            from.lines())
        == 1;
  }

  private static RunningBatch batch(ResultSet row) throws SQLException {
    return new RunningBatch(
        row.getObject("id", UUID.class),
        row.getString("tenant"),
        row.getString("event_type"),
        row.getInt("type_version"),
        row.getObject("template_version", Integer.class),
        row.getInt("chunks"),
        row.getInt("valid_lines"),
        new Position(row.getInt("next_chunk"), row.getInt("fed_of_chunk"), row.getInt("fed_lines")),
        new BatchPace(
            PgInstants.getNullable(row, "start_at"),
            row.getObject("sending_from", LocalTime.class),
            row.getObject("sending_until", LocalTime.class),
            PgInstants.getNullable(row, "finish_by"),
            row.getObject("max_per_second", Integer.class)),
        PgInstants.get(row, "released_at"),
        row.getBoolean("was_paused"),
        row.getBoolean("in_lane_of_type"));
  }
}
