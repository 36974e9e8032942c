package dev.notifier.store.lookup;

import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.Database;
import dev.notifier.store.lookup.StoredNotification.Parts;
import dev.notifier.store.lookup.StoredNotification.Times;
import dev.notifier.store.lookup.StoredNotification.Wording;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds one event's notification. One indexed query a call. Thread-safe. */
public final class NotificationLookup {
  private static final String BY_DIGEST =
      """
      select n.*
      from event_digests d join notifications n on n.id = d.notification_id
      where d.digest = ? and n.tenant = ? and n.source = ? and n.event_id = ?
      """;

  private final JdbcClient jdbc;

  public NotificationLookup(Database database) {
    this.jdbc = JdbcClient.create(database.dataSource());
  }

  /**
   * The notification of an event, or empty when the plan stage has not seen it (yet).
   *
   * @throws DataAccessException when the store cannot answer
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

  /** Whether the store answers now. */
  public boolean answers() {
    try {
      jdbc.sql("select 1").query(Integer.class).single();
      return true;
    } catch (DataAccessException e) {
      return false;
    }
  }

  private static StoredNotification read(ResultSet row) throws SQLException {
    return new StoredNotification(
        row.getObject("id", java.util.UUID.class),
        row.getString("source"),
        row.getString("event_id"),
        row.getString("type"),
        row.getString("lane"),
        row.getString("category"),
        row.getString("phone"),
        wording(row),
        row.getString("route"),
        row.getString("first_route"),
        row.getInt("segments"),
        NotificationState.valueOf(row.getString("state")),
        reason(row.getString("reason")),
        row.getString("detail"),
        row.getString("confidence"),
        row.getBoolean("possible_duplicate"),
        row.getInt("attempt"),
        new Parts(
            row.getLong("accepted_segments"),
            row.getLong("rejected_segments"),
            row.getLong("delivered_segments"),
            row.getLong("failed_segments"),
            row.getLong("unconfirmed_segments")),
        messageIds(row.getArray("message_ids")),
        times(row));
  }

  private static @Nullable Wording wording(ResultSet row) throws SQLException {
    String text = row.getString("body");
    if (text == null) {
      return null;
    }
    return new Wording(
        orEmpty(row.getString("template_id")),
        row.getInt("template_version"),
        orEmpty(row.getString("locale")),
        orEmpty(row.getString("encoding")),
        text);
  }

  private static Times times(ResultSet row) throws SQLException {
    return new Times(
        row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
        row.getObject("planned_at", OffsetDateTime.class).toInstant(),
        instant(row, "submitted_at"),
        instant(row, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable FailureReason reason(@Nullable String name) {
    return name == null ? null : FailureReason.valueOf(name);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static List<@Nullable String> messageIds(@Nullable Array ids) throws SQLException {
    return ids == null ? List.of() : Arrays.asList((@Nullable String[]) ids.getArray());
  }
}
