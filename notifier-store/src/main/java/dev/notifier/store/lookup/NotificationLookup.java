package dev.notifier.store.lookup;

import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.PgInstants;
import dev.notifier.store.lookup.StoredNotification.Event;
import dev.notifier.store.lookup.StoredNotification.Message;
import dev.notifier.store.lookup.StoredNotification.Segments;
import dev.notifier.store.lookup.StoredNotification.Status;
import dev.notifier.store.lookup.StoredNotification.Times;
import dev.notifier.store.partitions.PlannedOnce;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds notifications with indexed queries. Thread-safe. */
public final class NotificationLookup {
  private static final String COLUMNS =
      """
      n.id, n.source, n.event_id, n.type, n.lane, n.category, n.phone, n.template_id,
      n.template_version, n.locale, n.route, n.first_route, n.encoding, n.segments,
      case when (n.secret or n.category = 'OTP') and n.body is not null then '•••'
        else n.body end as body,
      n.state, n.reason, n.detail, n.confidence, n.possible_duplicate, n.attempt,
      n.accepted_segments, n.rejected_segments, n.delivered_segments, n.failed_segments,
      n.unconfirmed_segments, n.message_ids, n.accepted_at, n.planned_at, n.submitted_at,
      n.finished_at, n.notes, n.supersedes
      """;

  private static final String BY_ID =
      "select " + COLUMNS + " from notifications n where n.id = ? and n.tenant = ?";

  private static final String BY_IDS =
      "select " + COLUMNS + " from notifications n where n.id = any(?) and n.tenant = ?";

  /** One probe of the primary key of its day for each id. */
  static final String BY_IDS_OF_ANY_DAY =
      "select n.* from unnest(?::uuid[]) wanted (id) cross join lateral (select "
          + COLUMNS
          + " from notifications n where n.id = wanted.id and n.tenant = ? limit 1) n";

  /** The number of days up to which planning for them is faster than a plan for all days. */
  private static final int MAX_PLANNED_DAYS = 4;

  private static final long MILLIS_OF_DAY = Duration.ofDays(1).toMillis();

  /** Version 7 UUIDs begin with 48 bits of milliseconds. */
  private static final int RANDOM_BITS = 16;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final PlannedOnce once;
  private final DigestLookup digests;

  /**
   * @param clock decides only where to look first
   */
  public NotificationLookup(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.template = new JdbcTemplate(dataSource);
    this.once = new PlannedOnce(dataSource);
    this.digests = new DigestLookup(dataSource, clock);
  }

  /**
   * A planned event.
   *
   * @param notification null if it was deleted when its retention was over
   */
  public record Planned(@Nullable StoredNotification notification) {}

  /**
   * Returns the notification of an event, or empty if the event is not planned (yet), or if its
   * notification was deleted.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Optional<StoredNotification> find(String tenant, String source, String eventId) {
    return findPlanned(tenant, source, eventId, null).map(Planned::notification);
  }

  /**
   * Returns what is stored about an event, or empty if the event is not planned (yet), or if
   * nothing is kept of it.
   *
   * @param time that of the event, whose day is searched first; null or a wrong one finds the same,
   *     but reads more
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Optional<Planned> findPlanned(
      String tenant, String source, String eventId, @Nullable Instant time) {
    UUID digest = EventDigest.of(tenant, source, eventId);
    LocalDate day = time == null ? null : time.atOffset(ZoneOffset.UTC).toLocalDate();
    return planned(tenant, source, eventId, digests.find(List.of(digest), day).get(digest));
  }

  /**
   * As {@link #findPlanned}, but cheaper, and only for events that were planned in the last days:
   * to ask again for an event that was not planned yet.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Optional<Planned> findRecent(String tenant, String source, String eventId) {
    UUID digest = EventDigest.of(tenant, source, eventId);
    return planned(tenant, source, eventId, digests.findRecent(List.of(digest)).get(digest));
  }

  /** The digest and the notification of an event are stored together. */
  private Optional<Planned> planned(
      String tenant, String source, String eventId, @Nullable UUID id) {
    return id == null
        ? Optional.empty()
        : planned(find(tenant, id).orElse(null), new LookupKey(null, source, eventId));
  }

  private static Optional<Planned> planned(@Nullable StoredNotification found, LookupKey key) {
    return found == null || isOf(found, key) ? Optional.of(new Planned(found)) : Optional.empty();
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
   * Returns what is stored about many keys; null for each key of which nothing is known.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<@Nullable Planned> findAll(String tenant, List<LookupKey> keys) {
    return findAll(tenant, keys, digests.find(digests(tenant, keys)));
  }

  /**
   * As {@link #findAll}, but cheaper, and only for events that were planned in the last days.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<@Nullable Planned> findAllRecent(String tenant, List<LookupKey> keys) {
    return findAll(tenant, keys, digests.findRecent(digests(tenant, keys)));
  }

  private static List<UUID> digests(String tenant, List<LookupKey> keys) {
    return keys.stream().map(key -> digest(tenant, key)).filter(Objects::nonNull).toList();
  }

  private List<@Nullable Planned> findAll(
      String tenant, List<LookupKey> keys, Map<UUID, UUID> idsOfDigests) {
    List<@Nullable UUID> ids = new ArrayList<>(keys.size());
    for (LookupKey key : keys) {
      UUID digest = digest(tenant, key);
      ids.add(digest == null ? key.notificationId() : idsOfDigests.get(digest));
    }
    Map<UUID, StoredNotification> found = findByIds(tenant, ids);
    List<@Nullable Planned> planned = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      StoredNotification notification = found.get(ids.get(i));
      boolean isKnown =
          notification != null || (digest(tenant, keys.get(i)) != null && ids.get(i) != null);
      planned.add(isKnown ? planned(notification, keys.get(i)).orElse(null) : null);
    }
    return planned;
  }

  /**
   * Returns notifications by their own ids, in the order of the ids; omits unknown ones.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<StoredNotification> findAllById(String tenant, List<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<UUID, StoredNotification> found = findByIds(tenant, new ArrayList<>(ids));
    return ids.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private Map<UUID, StoredNotification> findByIds(String tenant, List<@Nullable UUID> ids) {
    List<UUID> known = ids.stream().filter(Objects::nonNull).distinct().toList();
    PreparedStatementSetter values =
        statement -> {
          statement.setArray(1, statement.getConnection().createArrayOf("uuid", known.toArray()));
          statement.setString(2, tenant);
        };
    List<StoredNotification> read =
        daysOf(known) > MAX_PLANNED_DAYS
            ? once.query(BY_IDS_OF_ANY_DAY, values, (row, _) -> read(row))
            : template.query(BY_IDS, values, (row, _) -> read(row));
    Map<UUID, StoredNotification> found = new HashMap<>();
    read.forEach(each -> found.put(each.id(), each));
    return found;
  }

  private static long daysOf(List<UUID> ids) {
    return ids.stream()
        .mapToLong(id -> (id.getMostSignificantBits() >>> RANDOM_BITS) / MILLIS_OF_DAY)
        .distinct()
        .count();
  }

  /** The digests of different events could be equal. */
  private static boolean isOf(StoredNotification found, LookupKey key) {
    String source = key.source();
    String eventId = key.eventId();
    return source == null
        || eventId == null
        || (found.event().source().equals(source) && found.event().id().equals(eventId));
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
            PgInstants.get(row, "accepted_at"),
            PgInstants.get(row, "planned_at"),
            PgInstants.getNullable(row, "submitted_at"),
            PgInstants.getNullable(row, "finished_at")),
        NotificationNote.read(row.getString("notes")),
        row.getObject("supersedes", UUID.class));
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

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
