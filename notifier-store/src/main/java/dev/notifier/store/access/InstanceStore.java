package dev.notifier.store.access;

import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The instances of the api that run. Times are those of PostgreSQL. Thread-safe. */
public final class InstanceStore {
  private static final String SEEN =
      """
      with gone as (
        delete from api_instances where seen_at < now() - interval '1 hour' and id <> :id),
      seen as (
        insert into api_instances (id, seen_at) values (:id, now())
        on conflict (id) do update set seen_at = excluded.seen_at)
      select count(*) + 1 from (
        select from api_instances
        where id <> :id and seen_at > now() - interval '35 seconds' limit 1000) other
      """;

  private final JdbcClient jdbc;

  public InstanceStore(DataSource dataSource) {
    jdbc = JdbcClient.create(dataSource);
  }

  /**
   * Notes that an instance runs.
   *
   * @return how many have run within the last 35 seconds, with this one
   */
  public int seen(UUID id) {
    return jdbc.sql(SEEN).param("id", id).query(Integer.class).single();
  }

  /** Notes that an instance ends. */
  public void remove(UUID id) {
    jdbc.sql("delete from api_instances where id = :id").param("id", id).update();
  }
}
