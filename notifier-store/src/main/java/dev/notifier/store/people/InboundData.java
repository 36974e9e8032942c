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
 * Messages that a person sent, including those that wait for segments, and answers that are not
 * published yet. They are known by the number only, and deleted as a whole.
 */
final class InboundData implements PersonalDataStore {
  private final JdbcTemplate jdbc;

  InboundData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "inbound-messages";
  }

  @Override
  public Set<String> tables() {
    return Set.of("inbound_messages", "inbound_segments", "inbound_outbox");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    if (person.phone() == null) {
      return List.of();
    }
    return jdbc.query(
        """
        select id, route, phone, address, body as text, received_at, channel, language, rule,
          action, parameters::text as parameters, answer
        from inbound_messages
        where phone = ? and id > ? and (tenant is null or tenant = ?) order by id limit ?
        """,
        RowItems::item,
        person.phone(),
        after == null ? new UUID(0, 0) : after,
        person.tenant(),
        maxItems);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    if (person.phone() == null) {
      return Erased.NOTHING;
    }
    OffsetDateTime until = acceptedUntil.atOffset(ZoneOffset.UTC);
    jdbc.update(
        """
        delete from inbound_outbox where inbound_id in (
          select id from inbound_messages
          where phone = ? and received_at <= ? and (tenant is null or tenant = ?)
          order by id limit ?)
        """,
        person.phone(),
        until,
        person.tenant(),
        maxRows);
    jdbc.update(
        "delete from inbound_segments where phone = ? and last_at <= ?", person.phone(), until);
    int deleted =
        jdbc.update(
            """
            delete from inbound_messages where id in (
              select id from inbound_messages
              where phone = ? and received_at <= ? and (tenant is null or tenant = ?)
              order by id limit ? for update)
            """,
            person.phone(),
            until,
            person.tenant(),
            maxRows);
    return new Erased(deleted, 0, deleted == maxRows);
  }
}
