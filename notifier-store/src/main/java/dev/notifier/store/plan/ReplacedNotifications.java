package dev.notifier.store.plan;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.PgInstants;
import dev.notifier.store.lookup.NotificationNote;
import dev.notifier.store.plan.EventDigests.Known;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import dev.notifier.store.plan.SkippedEvents.PlannedAgain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replaces notifications: of events that could not be planned and are replayed, of events that were
 * skipped and are planned again, of events that have waited for a time, and of events that were
 * stored as planned and cannot be published.
 */
final class ReplacedNotifications {
  private ReplacedNotifications() {}

  /**
   * Replaces a notification that is planned by its rejection.
   *
   * @param rejected the event at the position from which it was planned
   * @return the stored rejection; null if the event was not planned from this position
   */
  static @Nullable StoredPlan reject(
      Connection connection, EventDigests digests, PlannedEvent rejected) throws SQLException {
    Known known = digests.find(List.of(rejected)).get(rejected.digest());
    if (known == null || !digests.isAt(known, rejected)) {
      return null;
    }
    try (PreparedStatement lock = connection.prepareStatement(PlanSql.LOCK_PLANNED)) {
      lock.setObject(1, known.notificationId());
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          return null;
        }
      }
    }
    StoredPlan stored = new StoredPlan(known.notificationId(), rejected.notification());
    PlannedRows.update(connection, List.of(stored));
    DeferredEvents.delete(connection, List.of(stored.id()));
    return stored;
  }

  /** What a locked notification is. */
  private record Locked(UUID id, NotificationNote.Former former) {}

  /**
   * Replaces what the events allow to replace.
   *
   * @param candidates of {@link #candidates}
   * @param known the stored digests, in which those of replaced events and of events that another
   *     transaction has replaced meanwhile are updated
   * @return the stored notifications of the replaced events, by their position
   */
  static Map<Position, StoredPlan> replace(
      Connection connection,
      EventDigests digests,
      List<PlannedEvent> candidates,
      Map<UUID, Known> known)
      throws SQLException {
    Map<Position, StoredPlan> replaced = new HashMap<>();
    if (candidates.isEmpty()) {
      return replaced;
    }
    Map<UUID, Locked> locked = read(connection, PlanSql.LOCK_REPLACED, candidates, known);
    Set<UUID> waiting = DeferredEvents.lock(connection, released(candidates, known));
    List<UUID> ended = new ArrayList<>();
    List<PlannedEvent> moved = new ArrayList<>();
    List<PlannedAgain> again = new ArrayList<>();
    for (PlannedEvent event : candidates) {
      // Of several copies in this batch, the first one replaces the notification.
      if (event.replaces() instanceof Replaces.Deferred deferred
          && waiting.remove(deferred.notification())) {
        if (event.notification().state() == NotificationState.REJECTED
            && !DeferredEvents.givesUp(connection, event)) {
          continue; // It could not be read, and is released again.
        }
        moved.add(event);
        replaced.put(
            Position.of(event), new StoredPlan(deferred.notification(), event.notification()));
        if (event.notification().state() != NotificationState.DEFERRED) {
          ended.add(deferred.notification());
        }
        continue;
      }
      Locked notification = locked.get(idOf(event, known));
      if (notification == null || !allows(event.replaces(), notification.former().state())) {
        continue;
      }
      locked.remove(notification.id());
      moved.add(event);
      replaced.put(Position.of(event), new StoredPlan(notification.id(), event.notification()));
      if (event.replaces() instanceof Replaces.Skipped) {
        again.add(new PlannedAgain(event, notification.id(), notification.former()));
      }
    }
    if (!moved.isEmpty()) {
      digests.move(moved);
      PlannedRows.update(connection, List.copyOf(replaced.values()));
      SkippedEvents.plannedAgain(connection, again);
      DeferredEvents.delete(connection, ended);
    }
    for (PlannedEvent event : moved) {
      StoredPlan stored = Objects.requireNonNull(replaced.get(Position.of(event)));
      known.put(event.digest(), digests.stored(event, stored.id()));
    }
    // Another transaction may have stored one of them from the same position meanwhile.
    known.putAll(digests.find(notMoved(candidates, replaced)));
    return replaced;
  }

  private static List<PlannedEvent> notMoved(
      List<PlannedEvent> candidates, Map<Position, StoredPlan> replaced) {
    return candidates.stream().filter(event -> !replaced.containsKey(Position.of(event))).toList();
  }

  /**
   * The candidates that may replace their notifications now. Nothing is locked, so another
   * transaction may be faster.
   */
  static List<PlannedEvent> inForce(
      Connection connection, List<PlannedEvent> candidates, Map<UUID, Known> known)
      throws SQLException {
    Map<UUID, Locked> found = read(connection, PlanSql.REPLACED, candidates, known);
    Set<UUID> waiting = DeferredEvents.inForce(connection, released(candidates, known));
    return candidates.stream()
        .filter(event -> {
          UUID id = idOf(event, known);
          Locked notification = found.get(id);
          return (event.replaces() instanceof Replaces.Deferred && waiting.contains(id))
              || (notification != null && allows(event.replaces(), notification.former().state()));
        })
        .toList();
  }

  /** The releases that name the notification of their event. */
  private static List<PlannedEvent> released(
      List<PlannedEvent> candidates, Map<UUID, Known> known) {
    return candidates.stream()
        .filter(event ->
            event.replaces() instanceof Replaces.Deferred deferred
                && deferred.notification().equals(idOf(event, known)))
        .toList();
  }

  /** The events that may replace a notification, if its state allows it. */
  static List<PlannedEvent> candidates(
      EventDigests digests, List<PlannedEvent> repeated, Map<UUID, Known> known) {
    List<PlannedEvent> candidates = new ArrayList<>();
    for (PlannedEvent event : repeated) {
      Known stored = known.get(event.digest());
      if (!(event.replaces() instanceof Replaces.Nothing)
          && stored != null
          && !digests.isAt(stored, event)) {
        candidates.add(event);
      }
    }
    return candidates;
  }

  private static Map<UUID, Locked> read(
      Connection connection, String sql, List<PlannedEvent> candidates, Map<UUID, Known> known)
      throws SQLException {
    Map<UUID, Locked> locked = new HashMap<>();
    try (PreparedStatement lock = connection.prepareStatement(sql)) {
      new PlanColumns<>(lock, candidates)
          .uuids(event -> idOf(event, known))
          .booleans(event -> event.replaces() instanceof Replaces.Skipped)
          .booleans(event -> isReplayed(event.replaces()))
          .ids(candidates.stream().map(event -> idOf(event, known)).toList())
          .value(SkippedEvents.reasons(connection));
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          UUID id = rows.getObject(1, UUID.class);
          locked.put(
              id,
              new Locked(
                  id,
                  new NotificationNote.Former(
                      NotificationState.of(rows.getString(2)),
                      Objects.requireNonNullElse(rows.getString(3), ""),
                      Objects.requireNonNullElse(rows.getString(4), ""),
                      PgInstants.get(rows, 5))));
        }
      }
    }
    return locked;
  }

  private static UUID idOf(PlannedEvent event, Map<UUID, Known> known) {
    return Objects.requireNonNull(known.get(event.digest())).notificationId();
  }

  private static boolean allows(Replaces replaces, NotificationState state) {
    return (replaces instanceof Replaces.Skipped && state == NotificationState.SKIPPED)
        || (isReplayed(replaces) && state == NotificationState.REJECTED);
  }

  private static boolean isReplayed(Replaces replaces) {
    return switch (replaces) {
      case Replaces.Nothing _ -> false;
      case Replaces.Rejected _ -> true;
      case Replaces.Skipped skipped -> skipped.rejected();
      case Replaces.Deferred deferred -> deferred.rejected();
    };
  }
}
