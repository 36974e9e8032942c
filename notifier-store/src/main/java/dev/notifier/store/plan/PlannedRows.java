package dev.notifier.store.plan;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.sending.BatchLine;
import dev.notifier.store.CopyRows;
import dev.notifier.store.PgInstants;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.store.plan.PlannedNotification.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes and reads the rows of planned notifications. */
final class PlannedRows {
  private static final String INSERT = CounterDeltas.countInserted(PlanSql.INSERT_NOTIFICATIONS);
  private static final String COUNT = CounterDeltas.countSelected(PlanSql.COPIED_NOTIFICATIONS);
  private static final String REPLACE = CounterDeltas.countReplaced(PlanSql.REPLACE_NOTIFICATIONS);

  private PlannedRows() {}

  /** Must be called before the transaction updates notifications. */
  static void insert(Connection connection, List<StoredPlan> notifications) throws SQLException {
    if (notifications.isEmpty()) {
      return;
    }
    if (CopyRows.isWorthIt(notifications.size())) {
      copy(connection, notifications);
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      PlanColumns<StoredPlan> columns = new PlanColumns<>(insert, notifications);
      planned(columns);
      origin(columns);
      insert.executeUpdate();
    }
  }

  /** In the order of their ids. */
  private static void copy(Connection connection, List<StoredPlan> notifications)
      throws SQLException {
    CopiedColumns<StoredPlan> columns = new CopiedColumns<>();
    planned(columns);
    origin(columns);
    columns
        .instants(PlannedRows::finishedAt)
        .send(connection, PlanSql.COPY_NOTIFICATIONS, notifications);
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      Object[] ids = notifications.stream().map(StoredPlan::id).toArray();
      count.setArray(1, connection.createArrayOf("uuid", ids));
      count.executeUpdate();
    }
  }

  private static @Nullable Instant finishedAt(StoredPlan row) {
    PlannedNotification notification = row.notification();
    return switch (notification.state()) {
      case PLANNED, DEFERRED -> null;
      default -> notification.plannedAt();
    };
  }

  /** Replaces what was planned. */
  static void update(Connection connection, List<StoredPlan> notifications) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(REPLACE)) {
      PlanColumns<StoredPlan> columns = new PlanColumns<>(update, notifications);
      planned(columns);
      columns.ids(notifications.stream().map(StoredPlan::id).toList());
      update.executeUpdate();
    }
  }

  /** Adds what planning decides, in the order of the statements. */
  private static void planned(PlannedColumns<StoredPlan> columns) throws SQLException {
    columns
        .uuids(StoredPlan::id)
        .texts(row -> row.notification().event().type())
        .texts(row -> name(row.notification().event().category()))
        .texts(row -> row.notification().phone())
        .texts(row -> ofMessage(row, message -> message.template().id()))
        .integers(row -> ofMessage(row, message -> message.template().version()))
        .texts(row -> ofMessage(row, message -> message.template().locale()))
        .texts(row -> ofMessage(row, Message::route))
        .texts(row -> ofMessage(row, Message::encoding))
        .texts(row -> ofMessage(row, Message::body))
        .smallints(
            row -> row.notification().message() == null ? 0 : ofMessage(row, Message::segments))
        .texts(row -> row.notification().state().name())
        .texts(row -> name(row.notification().reason()))
        .texts(row -> row.notification().detail())
        .instants(row -> row.notification().event().expiresAt())
        .instants(row -> row.notification().event().acceptedAt())
        .instants(row -> row.notification().plannedAt())
        .texts(row -> ofMessage(row, Message::sender))
        .uuids(row -> row.notification().event().bodyDigest())
        .booleans(row -> row.notification().event().secret())
        .texts(row -> row.notification().event().personRef())
        .uuids(row -> row.notification().event().subjectDigest())
        .texts(row -> ofMessage(row, Message::audience));
  }

  /** Adds what never changes, in the order of the statements. */
  private static void origin(PlannedColumns<StoredPlan> columns) throws SQLException {
    columns
        .texts(row -> row.notification().event().tenant())
        .texts(row -> row.notification().event().source())
        .texts(row -> row.notification().event().id())
        .texts(row -> row.notification().event().lane().name())
        .texts(row -> row.notification().event().group())
        .texts(row -> row.notification().event().keyId())
        .uuids(row -> ofLine(row, BatchLine::batch))
        .integers(row -> ofLine(row, BatchLine::line));
  }

  /** The event says by its identity which line it is. */
  private static <T> @Nullable T ofLine(StoredPlan row, Function<BatchLine, T> value) {
    PlannedNotification.Event event = row.notification().event();
    BatchLine line = BatchLine.of(event.source(), event.id());
    return line == null ? null : value.apply(line);
  }

  private static <T extends @Nullable Object> @Nullable T ofMessage(
      StoredPlan row, Function<Message, T> value) {
    Message message = row.notification().message();
    return message == null ? null : value.apply(message);
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  /** Returns those of the notifications whose message must be written again, by their id. */
  static Map<UUID, StoredPlan> selectReplayed(Connection connection, Collection<UUID> ids)
      throws SQLException {
    Map<UUID, StoredPlan> replayed = new HashMap<>();
    if (ids.isEmpty()) {
      return replayed;
    }
    try (PreparedStatement select = connection.prepareStatement(PlanSql.SELECT_REPLAYED)) {
      select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          UUID id = rows.getObject("id", UUID.class);
          replayed.put(id, new StoredPlan(id, notification(rows)));
        }
      }
    }
    return replayed;
  }

  private static PlannedNotification notification(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return new PlannedNotification(
        event(row),
        row.getString("phone"),
        message(row),
        NotificationState.of(row.getString("state")),
        reason == null ? null : FailureReason.of(reason),
        row.getString("detail"),
        PgInstants.get(row, "planned_at"));
  }

  private static PlannedNotification.Event event(ResultSet row) throws SQLException {
    return new PlannedNotification.Event(
        row.getString("tenant"),
        row.getString("source"),
        row.getString("event_id"),
        row.getString("type"),
        Lane.valueOf(row.getString("lane")),
        category(row.getString("category")),
        PgInstants.getNullable(row, "expires_at"),
        PgInstants.get(row, "accepted_at"),
        row.getObject("body_digest", UUID.class),
        row.getBoolean("secret"),
        row.getString("person_ref"),
        row.getString("group_id"),
        row.getString("key_id"),
        row.getObject("subject_digest", UUID.class));
  }

  private static @Nullable Message message(ResultSet row) throws SQLException {
    if (row.getString("body") == null) {
      return null;
    }
    return new Message(
        new TemplateRef(
            row.getString("template_id"), row.getInt("template_version"), row.getString("locale")),
        row.getString("route"),
        row.getString("encoding"),
        row.getString("body"),
        row.getInt("segments"),
        row.getString("sender"));
  }

  /** A category that only a newer release knows is as if it could not be read. */
  private static @Nullable Category category(@Nullable String name) {
    for (Category category : Category.values()) {
      if (category.name().equals(name)) {
        return category;
      }
    }
    return null;
  }
}
