package dev.notifier.store.lookup;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * Finds the notifications of digests. Most are asked for soon after they were planned, so a few
 * partitions are read first, and all of them only for what is not found there.
 */
final class DigestLookup {
  private static final String ALL =
      "select digest, notification_id from event_digests where digest = any(?)";

  /** The days are constants for PostgreSQL, which plans only their partitions. */
  private static final String OF_DAYS = ALL + " and day = any(?)";

  private static final int RECENT_DAYS = 3;

  private final JdbcTemplate jdbc;
  private final InstantSource clock;

  /**
   * @param clock decides only which partitions are read first
   */
  DigestLookup(JdbcTemplate jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Returns the ids of the notifications by digest; omits unknown digests. */
  Map<UUID, UUID> find(Collection<UUID> digests) {
    Map<UUID, UUID> found = findRecent(digests);
    List<UUID> others = digests.stream().filter(digest -> !found.containsKey(digest)).toList();
    if (!others.isEmpty()) {
      read(ALL, statement -> setDigests(statement, others), found);
    }
    return found;
  }

  /** As {@link #find}, but only for events that were planned in the last days. */
  Map<UUID, UUID> findRecent(Collection<UUID> digests) {
    Map<UUID, UUID> found = new HashMap<>();
    if (!digests.isEmpty()) {
      LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
      Object[] days = IntStream.rangeClosed(-RECENT_DAYS, 1).mapToObj(today::plusDays).toArray();
      read(
          OF_DAYS,
          statement -> {
            setDigests(statement, digests);
            statement.setArray(2, statement.getConnection().createArrayOf("date", days));
          },
          found);
    }
    return found;
  }

  private void read(String sql, PreparedStatementSetter parameters, Map<UUID, UUID> found) {
    jdbc.query(
        sql,
        parameters,
        row -> {
          found.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
        });
  }

  private static void setDigests(PreparedStatement statement, Collection<UUID> digests)
      throws SQLException {
    statement.setArray(1, statement.getConnection().createArrayOf("uuid", digests.toArray()));
  }
}
