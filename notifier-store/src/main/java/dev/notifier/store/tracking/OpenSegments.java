package dev.notifier.store.tracking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds which segments have no final receipt yet. A query of its own, because PostgreSQL plans only
 * the partitions of ids that it knows.
 */
final class OpenSegments {
  private final JdbcTemplate jdbc;

  OpenSegments(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Returns the segments with their state; omits those whose notification does not exist. */
  List<SubmissionOwner> read(List<SubmissionOwner> owners) {
    if (owners.isEmpty()) {
      return owners;
    }
    Map<UUID, Long> ended = new HashMap<>();
    UUID[] ids =
        owners.stream().map(SubmissionOwner::notificationId).distinct().toArray(UUID[]::new);
    jdbc.query(
        TrackSql.ENDED_SEGMENTS,
        statement -> statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids)),
        row -> {
          ended.put(row.getObject(1, UUID.class), row.getLong(2));
        });
    List<SubmissionOwner> read = new ArrayList<>(owners.size());
    for (SubmissionOwner owner : owners) {
      Long segments = ended.get(owner.notificationId());
      if (segments != null) {
        read.add(owner.withOpen((segments >> (owner.segment() - 1) & 1) == 0));
      }
    }
    return read;
  }
}
