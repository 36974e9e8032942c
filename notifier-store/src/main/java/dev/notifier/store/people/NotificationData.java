package dev.notifier.store.people;

import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * Notifications with what belongs to them: their submissions, and, when erased, skipped events.
 *
 * <p>Those that have ended keep their row, so that it remains known that an event was processed and
 * a message was paid for, without the number, the text and the references. Those that are on their
 * way are kept until they have ended.
 */
final class NotificationData implements PersonalDataStore {
  /** Waiting notifications are counted up to this number. */
  private static final int MAX_WAITING = 1_000;

  /**
   * The ids in their order, as an expression that has no index. PostgreSQL would read the primary
   * key in this order, and compare each notification, if it believes that a page is full soon: for
   * a number without notifications, that reads all of them. So all that the person has is read and
   * sorted for each page, of which only the page is kept; see {@link NotificationPages}.
   */
  static final String ID = "id::text collate \"C\"";

  private static final String ENDED =
      " where %s = ? and tenant = ? and accepted_at <= ? and finished_at is not null";

  private final JdbcTemplate jdbc;
  private final NotificationPages pages;

  NotificationData(JdbcTemplate jdbc, NotificationPages pages) {
    this.jdbc = jdbc;
    this.pages = pages;
  }

  @Override
  public String name() {
    return "notifications";
  }

  @Override
  public Set<String> tables() {
    return Set.of("notifications", "submissions");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return pages.read(
        days -> exportOf(person, days), person, after, maxItems, (row, _) -> item(row));
  }

  /**
   * Has the parameters of {@link NotificationPages}.
   *
   * @param days a condition about ids
   */
  static String exportOf(Person person, String days) {
    return """
    select id, source, event_id, type, category, phone, person_ref, route, template_id,
      template_version, locale, audience,
      case when secret or category = 'OTP' then null else body end as body,
      segments, state, reason, message_ids, accepted_at, planned_at, submitted_at, finished_at
    from notifications where %1$s = ? and tenant = ? and %2$s > ?%3$s order by %2$s limit ?
    """
        .formatted(person.column(), ID, days);
  }

  private static Item item(ResultSet row) throws SQLException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("id", row.getString("id"));
    values.put("source", row.getString("source"));
    values.put("eventId", row.getString("event_id"));
    values.put("type", row.getString("type"));
    values.put("category", row.getString("category"));
    values.put("phone", row.getString("phone"));
    values.put("personRef", row.getString("person_ref"));
    values.put("route", row.getString("route"));
    values.put("template", row.getString("template_id"));
    values.put("templateVersion", row.getObject("template_version"));
    values.put("locale", row.getString("locale"));
    values.put("audience", row.getString("audience"));
    values.put("text", row.getString("body"));
    values.put("segments", row.getInt("segments"));
    values.put("state", row.getString("state"));
    values.put("reason", row.getString("reason"));
    values.put(
        "messageIds", Arrays.asList((@Nullable String[]) row.getArray("message_ids").getArray()));
    for (String time : List.of("accepted", "planned", "submitted", "finished")) {
      Instant at = PgInstants.getNullable(row, time + "_at");
      values.put(time + "At", at == null ? null : at.toString());
    }
    return new Item(row.getObject("id", UUID.class), values);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    OffsetDateTime until = acceptedUntil.atOffset(ZoneOffset.UTC);
    // As for the look-ups: an absent number would read all notifications.
    jdbc.execute("set local enable_seqscan = off");
    List<Row> ended =
        jdbc.query(
            endedOf(person),
            (row, _) -> new Row(row.getObject("id", UUID.class), row.getString("phone")),
            person.key(),
            person.tenant(),
            until,
            maxRows);
    if (!ended.isEmpty()) {
      // The locks are taken in the order of track: submissions first, then notifications.
      List<UUID> ids = ended.stream().map(Row::id).toList();
      deleteSubmissions(ended, ids);
      update(
          """
          delete from skipped_events where notification_id in (
            select notification_id from skipped_events where notification_id = any(?)
            order by notification_id for update)
          """,
          ids);
      update("select 1 from notifications where id = any(?) order by id for update", ids);
      update(
          """
          update notifications set phone = null, person_ref = null, subject_digest = null,
            body_digest = null, body = case when body is null then null else '•••' end,
            notes = coalesce(notes, '[]') || jsonb_build_array(jsonb_build_object('kind', 'ERASED',
              'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
          where id = any(?) and finished_at is not null
          """,
          ids);
    }
    boolean more = ended.size() == maxRows;
    // While there are more, those that wait are hidden among them.
    int waiting = more ? 0 : waiting(person, until);
    jdbc.execute("set local enable_seqscan = on");
    return new Erased(ended.size(), waiting, more);
  }

  /** Any of them: to sort them, all would be read for each page. */
  static String endedOf(Person person) {
    return "select id, phone from notifications" + ENDED.formatted(person.column()) + " limit ?";
  }

  private record Row(UUID id, @Nullable String phone) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Row[" + id + "]";
    }
  }

  /** By their number, which has an index; the ids of the notifications have none there. */
  private void deleteSubmissions(List<Row> ended, List<UUID> ids) {
    Object[] numbers =
        ended.stream()
            .map(Row::phone)
            .filter(phone -> phone != null && phone.matches("\\+\\d{1,18}"))
            .map(phone -> Long.valueOf(String.valueOf(phone).substring(1)))
            .distinct()
            .toArray();
    jdbc.update(
        """
        delete from submissions s using (
          select account, message_id, number from submissions
          where number = any(?) and notification_id = any(?)
          order by account, message_id, number for update) o
        where s.account = o.account and s.message_id = o.message_id and s.number = o.number
        """,
        statement -> {
          statement.setArray(1, statement.getConnection().createArrayOf("bigint", numbers));
          statement.setArray(2, statement.getConnection().createArrayOf("uuid", ids.toArray()));
        });
  }

  private void update(String sql, Collection<UUID> ids) {
    jdbc.execute(
        sql,
        (PreparedStatementCallback<Boolean>)
            statement -> {
              statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray()));
              return statement.execute();
            });
  }

  private int waiting(Person person, OffsetDateTime until) {
    Integer waiting =
        jdbc.queryForObject(
            "select count(*) from (select 1 from notifications"
                + ENDED.formatted(person.column()).replace("is not null", "is null")
                + " limit ?) w",
            Integer.class,
            person.key(),
            person.tenant(),
            until,
            MAX_WAITING);
    return waiting == null ? 0 : waiting;
  }
}
