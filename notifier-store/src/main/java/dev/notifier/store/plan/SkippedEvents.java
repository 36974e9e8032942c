package dev.notifier.store.plan;

import dev.notifier.contracts.FailureReason;
import dev.notifier.store.lookup.NotificationNote;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The events that are kept while their notification is skipped for a reason that operators own.
 * They are written and deleted in the transaction that changes the notification.
 */
final class SkippedEvents {
  private static final String[] REASONS =
      Arrays.stream(FailureReason.values())
          .filter(reason -> reason.owner() == FailureReason.Owner.OPERATOR)
          .map(FailureReason::name)
          .toArray(String[]::new);

  private SkippedEvents() {}

  /** The reasons that operators own, for a parameter. */
  static Array reasons(Connection connection) throws SQLException {
    return connection.createArrayOf("text", REASONS);
  }

  /**
   * A notification that is planned again.
   *
   * @param was what the notification was before
   */
  record PlannedAgain(PlannedEvent event, UUID id, NotificationNote.Former was) {}

  /** Notes who ordered that the notifications are planned again, and deletes their events. */
  static void plannedAgain(Connection connection, Collection<PlannedAgain> again)
      throws SQLException {
    if (again.isEmpty()) {
      return;
    }
    List<PlannedAgain> rows = List.copyOf(again);
    try (PreparedStatement update = connection.prepareStatement(PlanSql.NOTE_PLANNED_AGAIN)) {
      new PlanColumns<>(update, rows)
          .uuids(PlannedAgain::id)
          .texts(SkippedEvents::note)
          .ids(rows.stream().map(PlannedAgain::id).toList())
          .value(NotedCopies.MAX_NOTES);
      update.executeUpdate();
    }
    try (PreparedStatement delete = connection.prepareStatement(PlanSql.DELETE_SKIPPED_EVENTS)) {
      delete.setArray(
          1, connection.createArrayOf("uuid", rows.stream().map(PlannedAgain::id).toArray()));
      delete.executeUpdate();
    }
  }

  private static String note(PlannedAgain again) {
    return NotificationNote.plannedAgain(
        again.event().notification().plannedAt(),
        ((Replaces.Skipped) again.event().replaces()).order(),
        again.was());
  }

  /**
   * An event to keep.
   *
   * @param stored its notification
   */
  record Kept(PlannedEvent.KeptRecord record, StoredPlan stored) {}

  static void keep(Connection connection, List<Kept> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(PlanSql.KEEP_SKIPPED_EVENTS)) {
      new PlanColumns<>(insert, events)
          .uuids(each -> each.stored().id())
          .texts(each -> each.stored().notification().event().type())
          .texts(each -> String.valueOf(each.stored().notification().reason()))
          .texts(each -> each.stored().notification().event().lane().name())
          .instants(each -> each.stored().notification().event().expiresAt())
          .bytes(each -> each.record().key())
          .bytes(each -> each.record().value());
      insert.executeUpdate();
    }
  }
}
