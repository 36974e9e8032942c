package dev.notifier.store.routes;

import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads who has paused a route, and when. Thread-safe. */
public final class RoutePauseStore {
  private final JdbcClient jdbc;

  public RoutePauseStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * A pause.
   *
   * @param by the name of the operator
   */
  public record Pause(Instant since, String by) {}

  /**
   * Returns the pause that is in force: the first version with it after the last one without.
   * Meaningless for a route that is not paused.
   */
  public Optional<Pause> find(String name) {
    return jdbc.sql(
            """
            select changed_at, changed_by from route_changes
            where name = :name and change ->> 'paused' = 'true'
              and version > coalesce(
                (select max(version) from route_changes
                 where name = :name and change ->> 'paused' = 'false'), 0)
            order by version limit 1
            """)
        .param("name", name)
        .query((row, _) ->
            new Pause(row.getTimestamp("changed_at").toInstant(), row.getString("changed_by")))
        .optional();
  }
}
