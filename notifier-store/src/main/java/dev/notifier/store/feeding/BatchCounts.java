package dev.notifier.store.feeding;

import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.counters.CounterStore.Count;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Counts the notifications of batches, many at once, from the counters and never from rows. The
 * counts are exact, as those of {@link CounterStore}. Thread-safe.
 */
public final class BatchCounts {
  private static final String COUNTS =
      """
      select batch_id, state, reason, sum(number)::int8 as number, sum(segments)::int8 as segments
      from (
        select c.batch_id, c.state, c.reason, c.number, c.segments
        from unnest(?::text[], ?::uuid[]) as w (tenant, batch_id)
        join batch_counters c on c.tenant = w.tenant and c.batch_id = w.batch_id
        union all
        select batch_id, state, reason, number, segments from UNFOLDED and batch_id = any(?::uuid[])) c
      group by batch_id, state, reason having sum(number) <> 0
      """
          .replace("UNFOLDED", CounterStore.UNFOLDED);

  private final JdbcTemplate jdbc;

  public BatchCounts(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** A batch of a tenant. */
  public record Key(String tenant, UUID batch) {}

  /**
   * Counts by state and reason.
   *
   * @param batches at most some hundreds
   * @return without batches of which nothing is planned
   */
  public Map<UUID, List<Count>> of(Collection<Key> batches) {
    Map<UUID, List<Count>> counts = new HashMap<>();
    if (batches.isEmpty()) {
      return counts;
    }
    Object[] tenants = batches.stream().map(Key::tenant).toArray();
    Object[] ids = batches.stream().map(Key::batch).toArray();
    jdbc.query(
        COUNTS,
        row -> {
          String reason = row.getString("reason");
          counts
              .computeIfAbsent(row.getObject("batch_id", UUID.class), _ -> new ArrayList<>())
              .add(
                  new Count(
                      row.getString("state"),
                      reason.isEmpty() ? null : reason,
                      row.getLong("number"),
                      row.getLong("segments")));
        },
        new SqlArrayValue("text", tenants),
        new SqlArrayValue("uuid", ids),
        CounterStore.addedUntil(jdbc),
        new SqlArrayValue("uuid", ids));
    return counts;
  }
}
