package dev.notifier.store.effects;

import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Measures how far the counting of effects is behind. Thread-safe. */
public final class EffectAge {
  private final JdbcTemplate jdbc;

  public EffectAge(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * For how long the oldest day that is due could have been counted; zero if none is due. The past
   * days of a new effect are due since it was defined.
   */
  public Duration oldest() {
    return Duration.ofSeconds(
        Objects.requireNonNullElse(
            jdbc.queryForObject(
                """
                select extract(epoch from
                  clock_timestamp() - min(greatest(due_at, created_at)))::int8
                from effects where due_at <= clock_timestamp()
                """,
                Long.class),
            0L));
  }
}
