package dev.notifier.store.tracking;

import dev.notifier.store.PgArrays;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Messages that people sent. Thread-safe. */
public final class InboundMessageStore {
  private final JdbcTemplate jdbc;

  public InboundMessageStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** Stores what is not stored yet, known by its place on Kafka; gives back how many were new. */
  public int save(List<InboundMessage> replies) {
    if (replies.isEmpty()) {
      return 0;
    }
    return jdbc.update(
        """
        insert into inbound_messages (id, route, phone, address, body, topic_partition, topic_offset,
          received_at)
        select uuidv7(), * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::integer[],
          ?::bigint[], ?::timestamptz[])
        on conflict (topic_partition, topic_offset) do nothing
        """,
        statement ->
            new PgArrays<>(statement, replies)
                .column("text", InboundMessage::route)
                .column("text", InboundMessage::phone)
                .column("text", InboundMessage::address)
                .column("text", InboundMessage::body)
                .column("integer", InboundMessage::partition)
                .column("bigint", InboundMessage::offset)
                .time(InboundMessage::receivedAt));
  }
}
