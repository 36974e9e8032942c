package dev.notifier.store.people;

import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What other channels said to persons. Thread-safe; calls take part in the transaction of the
 * caller.
 */
public final class TimelineEntries {
  private static final UUID HIGHEST = new UUID(-1, -1);

  private final JdbcTemplate jdbc;

  public TimelineEntries(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * What was said to a person. At most one of the knowledge entry and the template is known.
   *
   * @param channel where, such as {@code hotline}
   * @param at when
   * @param templateId the full name of the template; null if it was none
   * @param templateVersion null without a template
   * @param note of the channel; may have personal data
   */
  public record Statement(
      String channel,
      Instant at,
      @Nullable String knowledgeEntry,
      @Nullable String templateId,
      @Nullable Integer templateVersion,
      @Nullable String note) {
    /** Omits the note. */
    @Override
    public String toString() {
      return "Statement[" + channel + ", " + at + "]";
    }
  }

  /**
   * An entry of the timeline.
   *
   * @param id a version 7 UUID of the time of {@link Statement#at}
   */
  public record Entry(UUID id, Statement recorded) {}

  /**
   * An entry that is stored.
   *
   * @param isNew false if the channel had sent it before; then what it sent first is kept
   */
  public record Added(UUID id, boolean isNew) {}

  /**
   * Adds an entry, unless the channel has added one with the same id before.
   *
   * @param entryId the channel's own id
   * @param by the name of the caller
   * @throws DataAccessException if PostgreSQL is unavailable, or if the entry with this id is
   *     deleted at this moment
   */
  public Added add(Person person, String entryId, Statement recorded, String by) {
    OffsetDateTime at = recorded.at().atOffset(ZoneOffset.UTC);
    List<UUID> added =
        jdbc.query(
            """
            insert into timeline_entries (id, tenant, phone, person_ref, channel, entry_id,
              knowledge_entry, template_id, template_version, note, at, recorded_by)
            values (uuidv7(? - clock_timestamp()), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant, channel, entry_id) do nothing returning id
            """,
            (row, _) -> row.getObject(1, UUID.class),
            at,
            person.tenant(),
            person.phone(),
            person.personRef(),
            recorded.channel(),
            entryId,
            recorded.knowledgeEntry(),
            recorded.templateId(),
            recorded.templateVersion(),
            recorded.note(),
            at,
            by);
    return added.isEmpty()
        ? new Added(stored(person.tenant(), recorded.channel(), entryId), false)
        : new Added(added.getFirst(), true);
  }

  private UUID stored(String tenant, String channel, String entryId) {
    return jdbc
        .query(
            "select id from timeline_entries where tenant = ? and channel = ? and entry_id = ?",
            (row, _) -> row.getObject(1, UUID.class),
            tenant,
            channel,
            entryId)
        .stream()
        .findFirst()
        .orElseThrow(() -> new ConcurrencyFailureException("The entry was deleted meanwhile"));
  }

  /**
   * Finds a page of what was said to a person, the newest first, by the index of the persons and
   * ids.
   *
   * @param before below which id; null = the first page
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<Entry> find(Person person, @Nullable UUID before, int limit) {
    return jdbc.query(
        pageOf(person),
        (row, _) -> new Entry(row.getObject("id", UUID.class), recorded(row)),
        person.tenant(),
        person.key(),
        before == null ? HIGHEST : before,
        limit);
  }

  /** In the order of the index, so that no other one is used. */
  static String pageOf(Person person) {
    return """
    select id, channel, at, knowledge_entry, template_id, template_version, note
    from timeline_entries where tenant = ? and %1$s = ? and id < ?
    order by tenant desc, %1$s desc, id desc limit ?
    """
        .formatted(person.column());
  }

  private static Statement recorded(ResultSet row) throws SQLException {
    return new Statement(
        row.getString("channel"),
        PgInstants.get(row, "at"),
        row.getString("knowledge_entry"),
        row.getString("template_id"),
        row.getObject("template_version", Integer.class),
        row.getString("note"));
  }

  /**
   * Deletes the oldest entries. Skips locked rows, so it never blocks another transaction.
   *
   * @param before the id after the last one, exclusive
   * @return how many were deleted
   */
  public int delete(UUID before, int maxRows) {
    return jdbc.update(
        """
        delete from timeline_entries where id in (
          select id from timeline_entries where id < ? order by id limit ? for update skip locked)
        """,
        before,
        maxRows);
  }
}
