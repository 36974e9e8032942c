package dev.notifier.store.access;

import dev.notifier.store.PgArrays;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores how many events of each key with a daily limit were accepted on each day. Thread-safe. */
public final class KeyDayStore {
  /** Days are kept for a week, for questions about yesterday. */
  private static final int KEPT_DAYS = 7;

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;

  public KeyDayStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.batch = new JdbcTemplate(dataSource);
  }

  /**
   * Adds what one program accepted, in one statement. It locks the rows in the order of the keys,
   * so that two programs cannot wait for each other.
   *
   * @param accepted by the id of the key; negative takes back
   */
  public void add(LocalDate day, Map<String, Long> accepted) {
    List<Map.Entry<String, Long>> sorted =
        accepted.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    batch.update(
        """
        insert into api_key_days (day, key_id, messages)
        select ?, id, messages from unnest(?::text[], ?::bigint[]) as a (id, messages) order by id
        on conflict (day, key_id) do update
        set messages = api_key_days.messages + excluded.messages
        """,
        statement ->
            new PgArrays<>(statement, sorted)
                .value(day)
                .column("text", Map.Entry::getKey)
                .column("bigint", Map.Entry::getValue));
  }

  /** Returns how many events were accepted on a day, by the id of the key. */
  public Map<String, Long> totals(LocalDate day) {
    Map<String, Long> totals = new HashMap<>();
    jdbc.sql("select key_id, messages from api_key_days where day = :day")
        .param("day", day)
        .query(row -> {
          totals.put(row.getString("key_id"), row.getLong("messages"));
        });
    return totals;
  }

  /** Deletes what is older than a week. */
  public void deleteOld(LocalDate today) {
    jdbc.sql("delete from api_key_days where day < :first")
        .param("first", today.minusDays(KEPT_DAYS))
        .update();
  }
}
