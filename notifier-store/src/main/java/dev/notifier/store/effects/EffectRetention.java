package dev.notifier.store.effects;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * How long the notifications are kept from which an effect is counted. Takes part in the
 * transaction of the caller. Thread-safe.
 */
final class EffectRetention {
  private final JdbcTemplate jdbc;
  private final Duration others;

  /**
   * @param others of types that have no retention of their own
   */
  EffectRetention(JdbcTemplate jdbc, Duration others) {
    this.jdbc = jdbc;
    this.others = others;
  }

  /** The shortest retention of the reminder and its outcomes, as it is now. */
  Duration shortest(Effect effect) {
    List<String> types =
        Stream.concat(Stream.of(effect.reminder()), effect.outcomes().stream()).distinct().toList();
    List<Duration> own =
        jdbc.query(
            """
            select spec->>'retention' from event_types
            where name = any(?) and spec->>'retention' is not null
            """,
            (row, _) -> Duration.parse(row.getString(1)),
            new SqlArrayValue("text", types.toArray()));
    Stream<Duration> all =
        own.size() == types.size() ? own.stream() : Stream.concat(own.stream(), Stream.of(others));
    return all.min(Comparator.naturalOrder()).orElse(others);
  }

  /** Whether a day is kept as a whole; it begins in the day of UTC before. */
  static boolean isKept(LocalDate day, Duration retention, Instant now) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(retention).isAfter(now);
  }
}
