package dev.notifier.store.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Notes at a notification that the caller sent its event again. */
final class NotedCopies {
  /** The most notes of a kind that a notification gets; further copies are dropped silently. */
  static final int MAX_NOTES = 10;

  private NotedCopies() {}

  /**
   * Notes the copies whose body is not that of the first event. A body without a digest is unknown
   * and is not noted.
   *
   * @param duplicates events that are dropped
   */
  static void note(
      Connection connection, UUID topicId, Instant seenAt, List<PlannedEvent> duplicates)
      throws SQLException {
    List<PlannedEvent> comparable =
        duplicates.stream()
            .filter(each -> each.notification().event().bodyDigest() != null)
            .toList();
    if (comparable.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(PlanSql.NOTE_OTHER_BODIES)) {
      new PlanColumns<>(update, comparable)
          .uuids(PlannedEvent::digest)
          .uuids(event -> event.notification().event().bodyDigest())
          .integers(PlannedEvent::partition)
          .bigints(PlannedEvent::offset)
          .value(topicId)
          .value((Object) seenAt.toString())
          .value(MAX_NOTES);
      update.executeUpdate();
    }
  }
}
