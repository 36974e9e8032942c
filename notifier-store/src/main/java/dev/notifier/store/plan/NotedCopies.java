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
   * An event that is dropped.
   *
   * @param id of the notification of the event of which it is a copy
   */
  record Copy(UUID id, PlannedEvent event) {}

  /**
   * Notes the copies whose body is not that of the first event, and the copies of events for which
   * the caller waits for an operator. A body without a digest is unknown and not another one.
   */
  static void note(Connection connection, Instant seenAt, List<Copy> dropped) throws SQLException {
    List<Copy> copies =
        dropped.stream()
            .filter(copy -> copy.event().replaces() instanceof Replaces.Nothing)
            .toList();
    if (copies.isEmpty()) {
      return;
    }
    List<UUID> ids = copies.stream().map(Copy::id).toList();
    try (PreparedStatement update = connection.prepareStatement(PlanSql.NOTE_OTHER_BODIES)) {
      new PlanColumns<>(update, copies)
          .uuids(Copy::id)
          .uuids(copy -> copy.event().notification().event().bodyDigest())
          .ids(ids)
          .value((Object) seenAt.toString())
          .value(MAX_NOTES)
          .ids(ids);
      update.executeUpdate();
    }
    try (PreparedStatement update = connection.prepareStatement(PlanSql.NOTE_COPIES)) {
      new PlanColumns<>(update, copies)
          .uuids(Copy::id)
          .value(SkippedEvents.reasons(connection))
          .value((Object) seenAt.toString())
          .ids(ids)
          .value(MAX_NOTES);
      update.executeUpdate();
    }
  }
}
