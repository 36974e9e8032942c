package dev.notifier.store.tracking;

import dev.notifier.store.PgArrays;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores inbound messages. Thread-safe. */
public final class InboundMessageStore {
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public InboundMessageStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * A message from a phone to one of our addresses.
   *
   * @param phone the sender; in E.164 format if it is a mobile number
   * @param address the address to which it was sent
   * @param partition with {@code offset}, the position on Kafka, by which it is stored once
   */
  public record InboundMessage(
      String route,
      String phone,
      String address,
      String body,
      int partition,
      long offset,
      Instant receivedAt) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "InboundMessage[route="
          + route
          + ", partition="
          + partition
          + ", offset="
          + offset
          + "]";
    }
  }

  /**
   * Stores messages whose position on Kafka is new, in one transaction.
   *
   * @param before what the transaction does first
   */
  public void save(List<InboundMessage> messages, Runnable before) {
    transaction.executeWithoutResult(_ -> {
      before.run();
      insert(messages);
    });
  }

  private void insert(List<InboundMessage> messages) {
    if (messages.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        insert into inbound_messages (id, route, phone, address, body, topic_partition, topic_offset,
          received_at)
        select uuidv7(), m.* from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::integer[],
          ?::bigint[], ?::timestamptz[]) as m
        on conflict (topic_partition, topic_offset) do nothing
        """,
        statement ->
            new PgArrays<>(statement, messages)
                .column("text", InboundMessage::route)
                .column("text", InboundMessage::phone)
                .column("text", InboundMessage::address)
                .column("text", InboundMessage::body)
                .column("integer", InboundMessage::partition)
                .column("bigint", InboundMessage::offset)
                .time(InboundMessage::receivedAt));
  }
}
