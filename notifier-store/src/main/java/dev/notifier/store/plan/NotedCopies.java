package dev.notifier.store.plan;

import dev.notifier.store.plan.PlannedEvent.Replaces;
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
   * Notes the copies whose body is not that of the first event, and the copies of events for which
   * the caller waits for an operator. A body without a digest is unknown and not another one.
   *
   * @param duplicates events that are dropped
   */
  static void note(
      Connection connection, UUID topicId, Instant seenAt, List<PlannedEvent> duplicates)
      throws SQLException {
    List<PlannedEvent> copies =
        duplicates.stream().filter(each -> each.replaces() instanceof Replaces.Nothing).toList();
    if (copies.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(PlanSql.NOTE_OTHER_BODIES)) {
      copies(update, copies).value(topicId).value((Object) seenAt.toString()).value(MAX_NOTES);
      update.executeUpdate();
    }
    try (PreparedStatement update = connection.prepareStatement(PlanSql.NOTE_COPIES)) {
      copies(update, copies)
          .value(topicId)
          .value(SkippedEvents.reasons(connection))
          .value((Object) seenAt.toString())
          .value(MAX_NOTES);
      update.executeUpdate();
    }
  }

  private static PlanColumns<PlannedEvent> copies(
      PreparedStatement statement, List<PlannedEvent> copies) throws SQLException {
    return new PlanColumns<>(statement, copies)
        .uuids(PlannedEvent::digest)
        .uuids(event -> event.notification().event().bodyDigest())
        .integers(PlannedEvent::partition)
        .bigints(PlannedEvent::offset);
  }
}
