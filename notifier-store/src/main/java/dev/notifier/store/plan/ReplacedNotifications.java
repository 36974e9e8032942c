package dev.notifier.store.plan;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.lookup.NotificationNote;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import dev.notifier.store.plan.SkippedEvents.PlannedAgain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replaces notifications: of events that could not be planned and are replayed, of events that were
 * skipped and are planned again, and of events that were stored as planned and cannot be published.
 */
final class ReplacedNotifications {
  private ReplacedNotifications() {}

  /**
   * Replaces a notification that is planned by its rejection.
   *
   * @param rejected the event at the position from which it was planned
   * @return the stored rejection; null if the event was not planned from this position
   */
  static @Nullable PlannedNotification reject(
      Connection connection, UUID topicId, PlannedEvent rejected) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(PlanSql.LOCK_PLANNED)) {
      lock.setObject(1, rejected.digest());
      lock.setObject(2, topicId);
      lock.setInt(3, rejected.partition());
      lock.setLong(4, rejected.offset());
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        PlannedNotification stored = rejected.notification().withId(row.getObject(1, UUID.class));
        update(connection, List.of(stored));
        return stored;
      }
    }
  }

  /**
   * Replaces what the events allow to replace.
   *
   * @return the stored notifications of the replaced events
   */
  static Map<PlannedEvent, PlannedNotification> replace(
      Connection connection, UUID topicId, List<PlannedEvent> known) throws SQLException {
    List<PlannedEvent> replays =
        known.stream().filter(each -> !(each.replaces() instanceof Replaces.Nothing)).toList();
    Map<PlannedEvent, PlannedNotification> replaced = new HashMap<>();
    if (replays.isEmpty()) {
      return replaced;
    }
    List<PlannedAgain> again = new ArrayList<>();
    try (PreparedStatement move = connection.prepareStatement(PlanSql.MOVE_REPLACED)) {
      new PlanColumns<>(move, replays)
          .uuids(PlannedEvent::digest)
          .integers(PlannedEvent::partition)
          .bigints(PlannedEvent::offset)
          .booleans(each -> each.replaces() instanceof Replaces.Skipped)
          .booleans(each -> isReplayed(each.replaces()))
          .value(SkippedEvents.reasons(connection))
          .value(topicId)
          .value(topicId);
      try (ResultSet rows = move.executeQuery()) {
        while (rows.next()) {
          add(rows, replays, replaced, again);
        }
      }
    }
    if (!replaced.isEmpty()) {
      update(connection, List.copyOf(replaced.values()));
      SkippedEvents.plannedAgain(connection, again);
    }
    return replaced;
  }

  private static boolean isReplayed(Replaces replaces) {
    return switch (replaces) {
      case Replaces.Nothing _ -> false;
      case Replaces.Rejected _ -> true;
      case Replaces.Skipped skipped -> skipped.rejected();
    };
  }

  private static void add(
      ResultSet row,
      List<PlannedEvent> replays,
      Map<PlannedEvent, PlannedNotification> replaced,
      List<PlannedAgain> again)
      throws SQLException {
    UUID digest = row.getObject(1, UUID.class);
    UUID id = row.getObject(2, UUID.class);
    for (PlannedEvent event : replays) {
      if (event.digest().equals(digest)
          && event.partition() == row.getInt(3)
          && event.offset() == row.getLong(4)) {
        replaced.put(event, event.notification().withId(id));
        if (event.replaces() instanceof Replaces.Skipped) {
          again.add(
              new PlannedAgain(
                  event,
                  id,
                  new NotificationNote.Former(
                      NotificationState.of(row.getString(5)),
                      Objects.requireNonNullElse(row.getString(6), ""),
                      Objects.requireNonNullElse(row.getString(7), ""),
                      row.getObject(8, OffsetDateTime.class).toInstant())));
        }
      }
    }
  }

  private static void update(Connection connection, List<PlannedNotification> notifications)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(PlanSql.REPLACE_NOTIFICATIONS)) {
      new PlanColumns<>(update, notifications)
          .uuids(PlannedNotification::id)
          .texts(row -> row.event().type())
          .texts(row -> row.event().category() == null ? null : row.event().category().name())
          .texts(PlannedNotification::phone)
          .texts(row -> row.message() == null ? null : row.message().template().id())
          .integers(row -> row.message() == null ? null : row.message().template().version())
          .texts(row -> row.message() == null ? null : row.message().template().locale())
          .texts(row -> row.message() == null ? null : row.message().route())
          .texts(row -> row.message() == null ? null : row.message().encoding())
          .texts(row -> row.message() == null ? null : row.message().body())
          .integers(row -> row.message() == null ? 0 : row.message().segments())
          .texts(row -> row.state().name())
          .texts(row -> row.reason() == null ? null : row.reason().name())
          .texts(PlannedNotification::detail)
          .instants(row -> row.event().expiresAt())
          .instants(row -> row.event().acceptedAt())
          .instants(PlannedNotification::plannedAt)
          .texts(row -> row.message() == null ? null : row.message().sender())
          .uuids(row -> row.event().bodyDigest());
      update.executeUpdate();
    }
  }
}
