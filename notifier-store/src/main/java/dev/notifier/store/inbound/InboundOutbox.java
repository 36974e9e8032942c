package dev.notifier.store.inbound;

import dev.notifier.contracts.Lane;
import dev.notifier.store.PgArrays;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers that are decided and not published yet. They are published at least once; plan drops
 * copies by the id of the event. Thread-safe; calls take part in the transaction of the caller.
 */
public final class InboundOutbox {
  /** What cannot be published is tried again after 1 s, 2 s, 4 s and so on, at most this time. */
  private static final Duration MAX_DELAY = Duration.ofMinutes(5);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public InboundOutbox(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * An answer in the outbox.
   *
   * @param attempts that have failed
   */
  public record Stored(long id, OutboxEvent event, int attempts) {}

  /** Adds answers. */
  public void add(List<OutboxEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        insert into inbound_outbox (inbound_id, lane, key, value, provisional)
        select * from unnest(?::uuid[], ?::text[], ?::bytea[], ?::bytea[], ?::bool[])
        """,
        statement ->
            new PgArrays<>(statement, events)
                .column("uuid", OutboxEvent::inboundId)
                .column("text", each -> each.lane().name())
                .bytes(OutboxEvent::key)
                .bytes(OutboxEvent::value)
                .column("bool", OutboxEvent::provisional));
  }

  /**
   * Deletes what says that the answer to a message takes longer, if Kafka does not have it. Waits
   * for a worker that publishes it at this moment: when this returns, it is on Kafka, or never will
   * be. So an answer that is added in this transaction is not followed by it.
   */
  public void deleteProvisional(UUID inboundId) {
    jdbc.update("delete from inbound_outbox where inbound_id = ? and provisional", inboundId);
  }

  /**
   * Takes the next answers that are due, so that no other worker does meanwhile, and deletes those
   * that were published. If this fails, all of them stay.
   *
   * @param publish returns the ids of those that Kafka has confirmed
   * @return how many were taken
   */
  public int publish(int maxRows, Function<List<Stored>, List<Long>> publish) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          List<Stored> due = due(maxRows);
          if (!due.isEmpty()) {
            List<Long> published = publish.apply(due);
            delete(published);
            postpone(due.stream().map(Stored::id).filter(id -> !published.contains(id)).toList());
          }
          return due.size();
        }));
  }

  private List<Stored> due(int maxRows) {
    return jdbc.query(
        """
        select id, inbound_id, lane, key, value, provisional, attempts from inbound_outbox
        where due_at <= now() order by due_at, id limit ? for update skip locked
        """,
        (row, _) ->
            new Stored(
                row.getLong("id"),
                new OutboxEvent(
                    row.getObject("inbound_id", UUID.class),
                    Lane.valueOf(row.getString("lane")),
                    row.getBytes("key"),
                    row.getBytes("value"),
                    row.getBoolean("provisional")),
                row.getInt("attempts")),
        maxRows);
  }

  private void delete(List<Long> ids) {
    jdbc.update(
        "delete from inbound_outbox where id = any(?)", new SqlArrayValue("int8", ids.toArray()));
  }

  private void postpone(List<Long> ids) {
    jdbc.update(
        """
        update inbound_outbox set attempts = attempts + 1,
          due_at = now() + least(interval '1 second' * 2 ^ least(attempts, 16), interval '1 second' * ?)
        where id = any(?)
        """,
        MAX_DELAY.toSeconds(),
        new SqlArrayValue("int8", ids.toArray()));
  }

  /** How long the oldest answer waits; zero if none does. */
  public Duration oldest() {
    Double seconds =
        jdbc.queryForObject(
            """
            select coalesce(extract(epoch from now() - created_at), 0)::float8
            from (select min(id) as id from inbound_outbox) first
            left join inbound_outbox using (id)
            """,
            Double.class);
    return Duration.ofMillis(seconds == null ? 0 : (long) (seconds * 1000));
  }
}
