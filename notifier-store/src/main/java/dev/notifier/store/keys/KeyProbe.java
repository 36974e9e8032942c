package dev.notifier.store.keys;

import dev.notifier.store.partitions.DayPartitions;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds messages that would not be sent because another one was sent about the same fact. Claims no
 * key. Thread-safe; calls take part in the transaction of the caller.
 */
public final class KeyProbe {
  private final JdbcTemplate jdbc;

  /** Never used: nothing is written. */
  private final DayPartitions partitions = new DayPartitions(_ -> {});

  public KeyProbe(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Finds the messages that would not be sent now.
   *
   * @param claims in the order in which they would be sent; some thousand
   * @return their notifications; of several with one key, those after the first one
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Set<UUID> duplicates(List<KeyClaim> claims, Instant now) {
    ConnectionCallback<Set<UUID>> probe =
        (Connection connection) ->
            Set.copyOf(new BusinessKeys(connection, partitions, now).find(claims));
    return Objects.requireNonNull(jdbc.execute(probe));
  }
}
