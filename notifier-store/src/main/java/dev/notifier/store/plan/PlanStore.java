package dev.notifier.store.plan;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.store.plan.PlanOutcome.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which events were planned, from where, and as what. The first position of an event that
 * is stored counts for ever; the same position again is a replay, any other a repetition.
 * Thread-safe.
 */
public final class PlanStore {
  private final DataSource database;

  public PlanStore(DataSource database) {
    this.database = database;
  }

  /**
   * Stores those of the events that are new, in one transaction.
   *
   * @param topicId Kafka's id of the topic the positions belong to
   * @param seenAt when this is
   * @return for each event, in the same order, what it is
   * @throws SQLException when PostgreSQL is away; nothing is stored then, or all of it, and the
   *     same call again tells
   */
  public List<PlanOutcome> store(UUID topicId, Instant seenAt, List<PlannedEvent> events)
      throws SQLException {
    if (events.isEmpty()) {
      return List.of();
    }
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        List<PlanOutcome> outcomes = storeIn(connection, topicId, seenAt, events);
        connection.commit();
        return outcomes;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  private static List<PlanOutcome> storeIn(
      Connection connection, UUID topicId, Instant seenAt, List<PlannedEvent> events)
      throws SQLException {
    Map<UUID, Position> first = insertDigests(connection, topicId, seenAt, events);
    List<PlannedNotification> fresh = new ArrayList<>(first.size());
    List<PlannedEvent> known = new ArrayList<>();
    for (PlannedEvent event : events) {
      if (Position.of(event).equals(first.get(event.digest()))) {
        fresh.add(event.notification());
      } else if (!first.containsKey(event.digest())) {
        known.add(event);
      }
    }
    Map<Position, PlannedNotification> replayed = selectReplayed(connection, topicId, known);
    insertNotifications(connection, fresh);
    return outcomes(events, first, replayed);
  }

  private static List<PlanOutcome> outcomes(
      List<PlannedEvent> events,
      Map<UUID, Position> first,
      Map<Position, PlannedNotification> replayed) {
    List<PlanOutcome> outcomes = new ArrayList<>(events.size());
    for (PlannedEvent event : events) {
      Position position = Position.of(event);
      PlannedNotification stored = replayed.get(position);
      if (position.equals(first.get(event.digest()))) {
        outcomes.add(new PlanOutcome(Kind.STORED, event.notification()));
      } else if (stored != null) {
        outcomes.add(new PlanOutcome(Kind.REPLAYED, stored));
      } else {
        outcomes.add(PlanOutcome.DUPLICATE);
      }
    }
    return outcomes;
  }

  /** Which digests are new, each with the position that counts. */
  private static Map<UUID, Position> insertDigests(
      Connection connection, UUID topicId, Instant seenAt, List<PlannedEvent> events)
      throws SQLException {
    Map<UUID, PlannedEvent> firsts = LinkedHashMap.newLinkedHashMap(events.size());
    events.forEach(event -> firsts.putIfAbsent(event.digest(), event));
    Map<UUID, Position> inserted = HashMap.newHashMap(firsts.size());
    try (PreparedStatement insert = connection.prepareStatement(PlanSql.INSERT_DIGESTS)) {
      new PlanColumns<>(connection, insert, List.copyOf(firsts.values()))
          .one(topicId)
          .one(seenAt)
          .uuids(PlannedEvent::digest)
          .uuids(event -> event.notification().id())
          .integers(PlannedEvent::partition)
          .bigints(PlannedEvent::offset);
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          inserted.put(
              rows.getObject(1, UUID.class), new Position(rows.getInt(2), rows.getLong(3)));
        }
      }
    }
    return inserted;
  }

  private static void insertNotifications(Connection connection, List<PlannedNotification> fresh)
      throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(PlanSql.INSERT_NOTIFICATIONS)) {
      new PlanColumns<>(connection, insert, fresh)
          .uuids(PlannedNotification::id)
          .texts(row -> row.event().tenant())
          .texts(row -> row.event().source())
          .texts(row -> row.event().id())
          .texts(row -> row.event().type())
          .texts(row -> row.event().lane().name())
          .texts(row -> row.event().category().name())
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
          .texts(row -> row.message() == null ? null : row.message().sender());
      insert.executeUpdate();
    }
  }

  /** Those of the events that were stored from the very position they stand on. */
  private static Map<Position, PlannedNotification> selectReplayed(
      Connection connection, UUID topicId, List<PlannedEvent> known) throws SQLException {
    if (known.isEmpty()) {
      return Map.of();
    }
    Map<Position, PlannedNotification> replayed = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(PlanSql.SELECT_REPLAYED)) {
      new PlanColumns<>(connection, select, known)
          .uuids(PlannedEvent::digest)
          .integers(PlannedEvent::partition)
          .bigints(PlannedEvent::offset)
          .one(topicId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          replayed.put(new Position(rows.getInt(1), rows.getLong(2)), notification(rows));
        }
      }
    }
    return replayed;
  }

  private static PlannedNotification notification(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return new PlannedNotification(
        row.getObject("id", UUID.class),
        event(row),
        row.getString("phone"),
        message(row),
        NotificationState.valueOf(row.getString("state")),
        reason == null ? null : FailureReason.valueOf(reason),
        row.getString("detail"),
        instant(row, "planned_at"));
  }

  private static PlannedNotification.Event event(ResultSet row) throws SQLException {
    return new PlannedNotification.Event(
        row.getString("tenant"),
        row.getString("source"),
        row.getString("event_id"),
        row.getString("type"),
        Lane.valueOf(row.getString("lane")),
        Category.valueOf(row.getString("category")),
        nullableInstant(row, "expires_at"),
        instant(row, "accepted_at"));
  }

  private static PlannedNotification.@Nullable Message message(ResultSet row) throws SQLException {
    if (row.getString("body") == null) {
      return null;
    }
    return new PlannedNotification.Message(
        new TemplateRef(
            row.getString("template_id"), row.getInt("template_version"), row.getString("locale")),
        row.getString("route"),
        row.getString("encoding"),
        row.getString("body"),
        row.getInt("segments"),
        row.getString("sender"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant nullableInstant(ResultSet row, String column)
      throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private record Position(int partition, long offset) {
    static Position of(PlannedEvent event) {
      return new Position(event.partition(), event.offset());
    }
  }
}
