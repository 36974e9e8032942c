package dev.notifier.store.batches;

import dev.notifier.store.PgInstants;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Compares the lines of batches with each other by a bounded number of hashes. Thread-safe; calls
 * take part in the transaction of the caller; all throw {@link DataAccessException} if PostgreSQL
 * is unavailable.
 */
public final class BatchSketches {
  /** With how many of the last batches one is compared. */
  private static final int COMPARED = 200;

  private final JdbcTemplate jdbc;

  public BatchSketches(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * A batch that was released before and has the same lines.
   *
   * @param percent what part of the lines of the new batch it has, 1 to 100
   */
  public record Same(UUID batch, String name, Instant releasedAt, int percent) {}

  /** Forgets the lines of a batch, as it is read again. */
  public void clear(UUID batch) {
    jdbc.update("delete from batch_sketches where batch_id = ?", batch);
  }

  /** Adds lines of a batch. */
  public void add(UUID batch, LineSketch lines) {
    if (!lines.isEmpty()) {
      find(batch).ifPresent(lines::addAll);
      jdbc.update(
          """
          insert into batch_sketches (batch_id, hashes) values (?, ?)
          on conflict (batch_id) do update set hashes = excluded.hashes
          """,
          batch,
          lines.toBytes());
    }
  }

  private Optional<LineSketch> find(UUID batch) {
    return jdbc
        .query(
            "select hashes from batch_sketches where batch_id = ?",
            (row, _) -> LineSketch.of(row.getBytes(1)),
            batch)
        .stream()
        .findFirst();
  }

  /**
   * The batch that has most of the lines of another one, of the last ones of the same event type
   * that were released and whose lines are not deleted yet; null if none has any.
   */
  public @Nullable Same same(StoredBatch batch) {
    Optional<LineSketch> own = find(batch.id());
    if (own.isEmpty()) {
      return null;
    }
    LineSketch lines = own.get();
    @Nullable Same[] most = new Same[1];
    jdbc.query(
        """
        select b.id, b.name, b.released_at, s.hashes
        from batches b join batch_sketches s on s.batch_id = b.id
        where b.tenant = ? and b.event_type = ? and b.released_at is not null and b.id <> ?
        order by b.id desc limit ?
        """,
        row -> {
          int percent =
              (int) Math.round(100 * lines.shareIn(LineSketch.of(row.getBytes("hashes"))));
          Same known = most[0];
          if (percent > 0 && (known == null || percent > known.percent())) {
            most[0] =
                new Same(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    PgInstants.get(row, "released_at"),
                    percent);
          }
        },
        batch.tenant(),
        batch.type().name(),
        batch.id(),
        COMPARED);
    return most[0];
  }
}
