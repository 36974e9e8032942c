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
 * Stores the digest, the position and the notification of each planned event. The first stored
 * position of an event is decisive: the same position again is a replay, and any other position is
 * a duplicate. Thread-safe.
 */
public final class PlanStore {
  private final DataSource database;

  public PlanStore(DataSource database) {
    this.database = database;
  }

  /**
   * Stores the new events in one transaction.
   *
   * @param topicId Kafka's id of the topic of the positions
   * @param seenAt the current time
   * @return the outcome of each event, in the same order
   * @throws SQLException if PostgreSQL is unavailable; either all events are stored or none, and
   *     the same call can be repeated
   */
  public List<PlanOutcome> store(UUID topicId, Instant seenAt, List<PlannedEvent> events)
      throws SQLException {
    return events.isEmpty()
        ? List.of()
        : inTransaction(connection -> store(connection, topicId, seenAt, events));
  }

  /**
   * Stores that an event is rejected because it cannot be planned or published. A notification that
   * was already planned from its position becomes rejected: no message of it was published.
   *
   * @param rejected the event with its rejection
   * @return the stored notification; null if the event is known from another position, or its
   *     message was submitted already
   * @throws SQLException as in {@link #store}
   */
  public @Nullable PlannedNotification reject(UUID topicId, Instant seenAt, PlannedEvent rejected)
      throws SQLException {
    return inTransaction(connection -> {
      PlannedNotification replaced = ReplacedNotifications.reject(connection, topicId, rejected);
      return replaced == null
          ? store(connection, topicId, seenAt, List.of(rejected)).getFirst().notification()
          : replaced;
    });
  }

  @FunctionalInterface
  private interface Work<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  private <T extends @Nullable Object> T inTransaction(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  private static List<PlanOutcome> store(
      Connection connection, UUID topicId, Instant seenAt, List<PlannedEvent> events)
      throws SQLException {
    Map<UUID, Position> inserted = insertDigests(connection, topicId, seenAt, events);
    List<PlannedNotification> added = new ArrayList<>(inserted.size());
    List<PlannedEvent> known = new ArrayList<>();
    for (PlannedEvent event : events) {
      if (Position.of(event).equals(inserted.get(event.digest()))) {
        added.add(event.notification());
      } else if (!inserted.containsKey(event.digest())) {
        known.add(event);
      }
    }
    Map<PlannedEvent, PlannedNotification> replaced =
        ReplacedNotifications.replace(connection, topicId, known);
    known.removeAll(replaced.keySet());
    Map<Position, PlannedNotification> replayed = selectReplayed(connection, topicId, known);
    insertNotifications(connection, added);
    List<PlanOutcome> outcomes = outcomes(events, inserted, replayed, replaced);
    SkippedEvents.keep(connection, kept(events, outcomes));
    NotedCopies.note(connection, topicId, seenAt, duplicates(events, outcomes));
    return outcomes;
  }

  /** The events to keep; those of a replay were kept when they were stored. */
  private static List<SkippedEvents.Kept> kept(
      List<PlannedEvent> events, List<PlanOutcome> outcomes) {
    List<SkippedEvents.Kept> kept = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      PlannedEvent.KeptRecord record = events.get(i).kept();
      PlanOutcome outcome = outcomes.get(i);
      PlannedNotification stored = outcome.notification();
      if (record != null && stored != null && outcome.kind() != Kind.REPLAYED) {
        kept.add(new SkippedEvents.Kept(record, stored));
      }
    }
    return kept;
  }

  private static List<PlannedEvent> duplicates(
      List<PlannedEvent> events, List<PlanOutcome> outcomes) {
    List<PlannedEvent> duplicates = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (outcomes.get(i).kind() == Kind.DUPLICATE) {
        duplicates.add(events.get(i));
      }
    }
    return duplicates;
  }

  private static List<PlanOutcome> outcomes(
      List<PlannedEvent> events,
      Map<UUID, Position> inserted,
      Map<Position, PlannedNotification> replayed,
      Map<PlannedEvent, PlannedNotification> replaced) {
    List<PlanOutcome> outcomes = new ArrayList<>(events.size());
    for (PlannedEvent event : events) {
      Position position = Position.of(event);
      PlannedNotification stored = replayed.get(position);
      if (position.equals(inserted.get(event.digest()))) {
        outcomes.add(new PlanOutcome(Kind.STORED, event.notification()));
      } else if (replaced.containsKey(event)) {
        outcomes.add(new PlanOutcome(Kind.REPLACED, replaced.get(event)));
      } else if (stored != null) {
        outcomes.add(new PlanOutcome(Kind.REPLAYED, stored));
      } else {
        outcomes.add(PlanOutcome.DUPLICATE);
      }
    }
    return outcomes;
  }

  /** Inserts the digests and returns the new ones with their positions. */
  private static Map<UUID, Position> insertDigests(
      Connection connection, UUID topicId, Instant seenAt, List<PlannedEvent> events)
      throws SQLException {
    Map<UUID, PlannedEvent> firsts = LinkedHashMap.newLinkedHashMap(events.size());
    events.forEach(event -> firsts.putIfAbsent(event.digest(), event));
    Map<UUID, Position> inserted = HashMap.newHashMap(firsts.size());
    try (PreparedStatement insert = connection.prepareStatement(PlanSql.INSERT_DIGESTS)) {
      new PlanColumns<>(insert, List.copyOf(firsts.values()))
          .value(topicId)
          .value(seenAt)
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

  private static void insertNotifications(
      Connection connection, List<PlannedNotification> notifications) throws SQLException {
    if (notifications.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(PlanSql.INSERT_NOTIFICATIONS)) {
      new PlanColumns<>(insert, notifications)
          .uuids(PlannedNotification::id)
          .texts(row -> row.event().tenant())
          .texts(row -> row.event().source())
          .texts(row -> row.event().id())
          .texts(row -> row.event().type())
          .texts(row -> row.event().lane().name())
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
      insert.executeUpdate();
    }
  }

  /** Returns the stored notifications of those events that have the stored position. */
  private static Map<Position, PlannedNotification> selectReplayed(
      Connection connection, UUID topicId, List<PlannedEvent> known) throws SQLException {
    if (known.isEmpty()) {
      return Map.of();
    }
    Map<Position, PlannedNotification> replayed = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(PlanSql.SELECT_REPLAYED)) {
      new PlanColumns<>(select, known)
          .uuids(PlannedEvent::digest)
          .integers(PlannedEvent::partition)
          .bigints(PlannedEvent::offset)
          .value(topicId);
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
        NotificationState.of(row.getString("state")),
        reason == null ? null : FailureReason.of(reason),
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
        category(row.getString("category")),
        nullableInstant(row, "expires_at"),
        instant(row, "accepted_at"),
        row.getObject("body_digest", UUID.class));
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

  /** A category that only a newer release knows is as if it could not be read. */
  private static @Nullable Category category(@Nullable String name) {
    for (Category category : Category.values()) {
      if (category.name().equals(name)) {
        return category;
      }
    }
    return null;
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
