package dev.notifier.store.people;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Conversations with a person, with the answers and notes of agents, and what is on its way to the
 * hotline. They are known by the number only. A conversation with later messages stays, without
 * what was written before.
 */
final class InboxData implements PersonalDataStore {
  private final JdbcTemplate jdbc;

  InboxData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "conversations";
  }

  @Override
  public Set<String> tables() {
    return Set.of("conversations", "conversation_entries", "hotline_events");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return person.phone() == null
        ? List.of()
        : jdbc.query(
            """
            select id, phone, address, state, topic, language,
              (select string_agg(kind || coalesce(': ' || text, ''), chr(10) order by number)
                from (select * from conversation_entries e where e.conversation = c.id
                  order by number desc limit 1000) e) as entries,
              changed_at
            from conversations c where phone = ? and tenant = ? and id > ? order by id limit ?
            """,
            RowItems::item,
            person.phone(),
            person.tenant(),
            after == null ? new UUID(0, 0) : after,
            maxItems);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    if (person.phone() == null) {
      return Erased.NOTHING;
    }
    OffsetDateTime until = acceptedUntil.atOffset(ZoneOffset.UTC);
    int deleted =
        jdbc.update(
            """
            delete from conversations where id in (
              select id from conversations where phone = ? and tenant = ? and changed_at <= ?
              order by id limit ? for update)
            """,
            person.phone(),
            person.tenant(),
            until,
            maxRows);
    int entries = deleteEarlier("conversation_entries", "at", person, until, maxRows);
    int events = deleteEarlier("hotline_events", "created_at", person, until, maxRows);
    return new Erased(
        deleted + entries + events,
        0,
        deleted == maxRows || entries == maxRows || events == maxRows);
  }

  private int deleteEarlier(
      String table, String column, Person person, OffsetDateTime until, int maxRows) {
    return jdbc.update(
        """
        delete from %1$s where ctid = any(array(
          select t.ctid from %1$s t join conversations c on c.id = t.conversation
          where c.phone = ? and c.tenant = ? and t.%2$s <= ? limit ? for update of t))
        """
            .formatted(table, column),
        person.phone(),
        person.tenant(),
        until,
        maxRows);
  }
}
