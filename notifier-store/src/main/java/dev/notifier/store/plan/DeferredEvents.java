package dev.notifier.store.plan;

import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.sending.BatchLine;
import dev.notifier.store.plan.EventDigests.Known;
import dev.notifier.store.plan.PlannedEvent.KeptRecord;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events of notifications that wait for a time. They are written and deleted in the transaction
 * that changes the notification.
 */
final class DeferredEvents {
  /** The number of releases that could not be planned after which a message is given up. */
  static final int MAX_FAILURES = 10;

  private DeferredEvents() {}

  /**
   * An event to keep until it is due.
   *
   * @param event as it was planned
   * @param record what is planned again
   * @param stored its notification
   */
  record Kept(PlannedEvent event, KeptRecord record, StoredPlan stored) {
    private Instant dueAt() {
      return Objects.requireNonNull(record.dueAt());
    }

    /** All releases up to the one for which it is deferred again are outdated. */
    private int release() {
      return event.replaces() instanceof Replaces.Deferred deferred ? deferred.release() : 0;
    }

    private @Nullable UUID batch() {
      PlannedNotification.Event of = stored.notification().event();
      BatchLine line = BatchLine.of(of.source(), of.id());
      return line == null ? null : line.batch();
    }
  }

  static void keep(Connection connection, List<Kept> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(DeferredSql.KEEP)) {
      new PlanColumns<>(insert, events)
          .uuids(each -> each.stored().id())
          .instants(Kept::dueAt)
          .instants(each -> each.stored().notification().event().expiresAt())
          .uuids(Kept::batch)
          .integers(Kept::release)
          .texts(each -> each.stored().notification().event().tenant())
          .texts(each -> each.stored().notification().event().lane().name())
          .texts(each -> Objects.requireNonNull(each.stored().notification().message()).route())
          .texts(each -> String.valueOf(each.stored().notification().reason()))
          .bytes(each -> each.record().key())
          .bytes(each -> each.record().value());
      insert.executeUpdate();
    }
  }

  /**
   * Locks the notifications whose releases are in force, and the rows of their events. A line that
   * would be sent although its batch is paused meanwhile waits again instead.
   *
   * @param released events that replace deferred notifications
   * @return the ids of the notifications, from which the caller may remove
   */
  static Set<UUID> lock(Connection connection, List<PlannedEvent> released) throws SQLException {
    Map<UUID, Boolean> locked = read(connection, DeferredSql.LOCK, released);
    Set<UUID> held =
        released.stream()
            .filter(event -> event.notification().state() == NotificationState.PLANNED)
            .map(event -> of(event).notification())
            .filter(id -> locked.getOrDefault(id, false))
            .collect(Collectors.toSet());
    hold(connection, held);
    return locked.keySet().stream()
        .filter(id -> !held.contains(id))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The notifications whose releases are in force. */
  static Set<UUID> inForce(Connection connection, List<PlannedEvent> released) throws SQLException {
    return read(connection, DeferredSql.IN_FORCE, released).keySet();
  }

  /** Which are in force, and whether the batch of each is paused. */
  private static Map<UUID, Boolean> read(
      Connection connection, String sql, List<PlannedEvent> released) throws SQLException {
    Map<UUID, Boolean> found = new HashMap<>();
    if (released.isEmpty()) {
      return found;
    }
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      new PlanColumns<>(select, released)
          .uuids(event -> of(event).notification())
          .integers(event -> of(event).release())
          .ids(released.stream().map(event -> of(event).notification()).toList());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getObject(1, UUID.class), rows.getBoolean(2));
        }
      }
    }
    return found;
  }

  /** Lets lines wait until their batches are resumed, or they end. */
  private static void hold(Connection connection, Collection<UUID> notifications)
      throws SQLException {
    if (notifications.isEmpty()) {
      return;
    }
    try (PreparedStatement hold = connection.prepareStatement(DeferredSql.HOLD)) {
      hold.setArray(1, connection.createArrayOf("uuid", notifications.toArray()));
      hold.setArray(2, connection.createArrayOf("uuid", notifications.toArray()));
      hold.executeUpdate();
    }
  }

  static void delete(Connection connection, Collection<UUID> notifications) throws SQLException {
    if (notifications.isEmpty()) {
      return;
    }
    try (PreparedStatement delete = connection.prepareStatement(DeferredSql.DELETE)) {
      delete.setArray(1, connection.createArrayOf("uuid", notifications.toArray()));
      delete.executeUpdate();
    }
  }

  /**
   * Counts a release that could not be planned. It is released again later, unless that has failed
   * too often.
   *
   * @return the stored rejection; null if it is released again, or has been planned meanwhile
   */
  static @Nullable StoredPlan fail(
      Connection connection, EventDigests digests, PlannedEvent rejected) throws SQLException {
    Known known = digests.find(List.of(rejected)).get(rejected.digest());
    UUID notification = of(rejected).notification();
    if (known == null
        || !known.notificationId().equals(notification)
        || lock(connection, List.of(rejected)).isEmpty()
        || !givesUp(connection, rejected)) {
      return null;
    }
    StoredPlan stored = new StoredPlan(notification, rejected.notification());
    digests.move(List.of(rejected));
    PlannedRows.update(connection, List.of(stored));
    delete(connection, List.of(notification));
    return stored;
  }

  /**
   * Counts a release that could not be planned, once. Its rows are locked.
   *
   * @return whether its message is given up
   */
  static boolean givesUp(Connection connection, PlannedEvent rejected) throws SQLException {
    Replaces.Deferred failed = of(rejected);
    try (PreparedStatement update = connection.prepareStatement(DeferredSql.COUNT_FAILURE)) {
      update.setInt(1, failed.release());
      update.setObject(2, failed.notification());
      update.setInt(3, failed.release());
      try (ResultSet row = update.executeQuery()) {
        return row.next() && row.getInt(1) >= MAX_FAILURES;
      }
    }
  }

  private static Replaces.Deferred of(PlannedEvent event) {
    return (Replaces.Deferred) event.replaces();
  }
}
