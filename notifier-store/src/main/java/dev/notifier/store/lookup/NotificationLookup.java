package dev.notifier.store.lookup;

import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.Database;
import dev.notifier.store.PgArrays;
import dev.notifier.store.lookup.StoredNotification.Event;
import dev.notifier.store.lookup.StoredNotification.Message;
import dev.notifier.store.lookup.StoredNotification.Segments;
import dev.notifier.store.lookup.StoredNotification.Status;
import dev.notifier.store.lookup.StoredNotification.Times;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds notifications, each call with one indexed query. Thread-safe. */
public final class NotificationLookup {
  private static final String COLUMNS =
      """
      n.id, n.source, n.event_id, n.type, n.lane, n.category, n.phone, n.template_id,
      n.template_version, n.locale, n.route, n.first_route, n.encoding, n.body, n.segments,
      n.state, n.reason, n.detail, n.confidence, n.possible_duplicate, n.attempt,
      n.accepted_segments, n.rejected_segments, n.delivered_segments, n.failed_segments,
      n.unconfirmed_segments, n.message_ids, n.accepted_at, n.planned_at, n.submitted_at,
      n.finished_at, n.notes
      """;

  private static final String BY_DIGEST =
      "select "
          + COLUMNS
          + """
          from event_digests d join notifications n on n.id = d.notification_id
          where d.digest = ? and n.tenant = ? and n.source = ? and n.event_id = ?
          """;

  private static final String BY_ID =
      "select " + COLUMNS + " from notifications n where n.id = ? and n.tenant = ?";

  /** The position of each key, with the notification that it identifies. */
  private static final String BY_KEYS =
      "with keys as (select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[])"
          + " with ordinality as k (id, digest, source, event_id, position)),"
          + """
          found as (
            select k.position, n.id
            from keys k join notifications n on n.id = k.id
            union all
            select k.position, n.id
            from keys k
              join event_digests d on d.digest = k.digest
              join notifications n on n.id = d.notification_id
            where n.source = k.source and n.event_id = k.event_id
          )
          select f.position,
          """
          + COLUMNS
          + "from found f join notifications n on n.id = f.id where n.tenant = ?";

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  public NotificationLookup(Database database) {
    this(database.dataSource());
  }

  public NotificationLookup(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.template = new JdbcTemplate(dataSource);
  }

  /**
   * Returns the notification of an event, or empty if the event is not planned (yet).
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Optional<StoredNotification> find(String tenant, String source, String eventId) {
    return jdbc.sql(BY_DIGEST)
        .param(EventDigest.of(tenant, source, eventId))
        .param(tenant)
        .param(source)
        .param(eventId)
        .query((row, _) -> read(row))
        .optional();
  }

  /**
   * Returns a notification by its own id.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Optional<StoredNotification> find(String tenant, UUID notificationId) {
    return jdbc.sql(BY_ID)
        .param(notificationId)
        .param(tenant)
        .query((row, _) -> read(row))
        .optional();
  }

  /**
   * Returns the notifications of many keys, with one query; null for each key without one.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<@Nullable StoredNotification> findAll(String tenant, List<LookupKey> keys) {
    @Nullable StoredNotification[] found = new @Nullable StoredNotification[keys.size()];
    template.query(
        BY_KEYS,
        statement ->
            new PgArrays<>(statement, keys)
                .column("uuid", LookupKey::notificationId)
                .column("uuid", key -> digest(tenant, key))
                .column("text", LookupKey::source)
                .column("text", LookupKey::eventId)
                .value(tenant),
        row -> {
          found[row.getInt("position") - 1] = read(row);
        });
    return Arrays.asList(found);
  }

  private static @Nullable UUID digest(String tenant, LookupKey key) {
    return key.source() == null || key.eventId() == null
        ? null
        : EventDigest.of(tenant, key.source(), key.eventId());
  }

  /** Whether PostgreSQL is available now. */
  public boolean isAvailable() {
    try {
      jdbc.sql("select 1").query(Integer.class).single();
      return true;
    } catch (DataAccessException e) {
      return false;
    }
  }

  private static StoredNotification read(ResultSet row) throws SQLException {
    return new StoredNotification(
        row.getObject("id", UUID.class),
        new Event(
            row.getString("source"),
            row.getString("event_id"),
            row.getString("type"),
            row.getString("lane"),
            row.getString("category")),
        row.getString("phone"),
        message(row),
        row.getString("route"),
        row.getString("first_route"),
        status(row),
        segments(row),
        new Times(
            row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
            row.getObject("planned_at", OffsetDateTime.class).toInstant(),
            instant(row, "submitted_at"),
            instant(row, "finished_at")),
        NotificationNote.read(row.getString("notes")));
  }

  private static @Nullable Message message(ResultSet row) throws SQLException {
    String text = row.getString("body");
    if (text == null) {
      return null;
    }
    return new Message(
        orEmpty(row.getString("template_id")),
        row.getInt("template_version"),
        orEmpty(row.getString("locale")),
        orEmpty(row.getString("encoding")),
        text);
  }

  private static Status status(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return new Status(
        NotificationState.of(row.getString("state")),
        reason == null ? null : FailureReason.of(reason),
        row.getString("detail"),
        row.getString("confidence"),
        row.getBoolean("possible_duplicate"),
        row.getInt("attempt"));
  }

  private static Segments segments(ResultSet row) throws SQLException {
    Array messageIds = row.getArray("message_ids");
    return new Segments(
        row.getInt("segments"),
        row.getLong("accepted_segments"),
        row.getLong("rejected_segments"),
        row.getLong("delivered_segments"),
        row.getLong("failed_segments"),
        row.getLong("unconfirmed_segments"),
        messageIds == null ? List.of() : Arrays.asList((@Nullable String[]) messageIds.getArray()));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
