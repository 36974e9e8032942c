package dev.notifier.store.lookup;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the notifications of digests. Most are asked for soon after they were planned, so the
 * partitions of the last days are read first, and the others only for what is not found there.
 */
final class DigestLookup {
  /** now() is the same during a statement, so PostgreSQL reads only the partitions it needs. */
  private static final String RECENT = "(now() at time zone 'UTC')::date - 3";

  private final JdbcTemplate jdbc;

  DigestLookup(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Returns the ids of the notifications by digest; omits unknown digests. */
  Map<UUID, UUID> find(Collection<UUID> digests) {
    Map<UUID, UUID> found = new HashMap<>();
    find(digests, ">=", found);
    find(digests.stream().filter(digest -> !found.containsKey(digest)).toList(), "<", found);
    return found;
  }

  private void find(Collection<UUID> digests, String side, Map<UUID, UUID> found) {
    if (digests.isEmpty()) {
      return;
    }
    jdbc.query(
        "select digest, notification_id from event_digests where digest = any(?) and day "
            + side
            + " "
            + RECENT,
        statement ->
            statement.setArray(
                1, statement.getConnection().createArrayOf("uuid", digests.toArray())),
        row -> {
          found.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
        });
  }
}
