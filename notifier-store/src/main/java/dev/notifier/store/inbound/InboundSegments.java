package dev.notifier.store.inbound;

import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import dev.notifier.store.inbound.WaitingMessage.Segment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Messages of which segments are missing. A transaction that changes those of a number has locked
 * its state. Thread-safe; calls take part in the transaction of the caller.
 */
public final class InboundSegments {
  private static final String COLUMNS =
      """
      select recipient, address, scheme, reference, total, phone, route, id, first_at, last_at,
        due_at, topic_partition, complete, numbers, data_codings, contents
      from inbound_segments
      """;

  private static final String SAVE =
      """
      insert into inbound_segments (recipient, address, scheme, reference, total, phone, route, id,
        first_at, last_at, due_at, topic_partition, complete, numbers, data_codings, contents)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (recipient, address, scheme, reference, total) do update
      set phone = excluded.phone, route = excluded.route, id = excluded.id,
        first_at = excluded.first_at, last_at = excluded.last_at, due_at = excluded.due_at,
        topic_partition = excluded.topic_partition, complete = excluded.complete,
        numbers = excluded.numbers, data_codings = excluded.data_codings,
        contents = excluded.contents
      """;

  private static final RowMapper<UUID> RECIPIENT =
      (row, _) -> row.getObject("recipient", UUID.class);

  private final JdbcTemplate jdbc;

  public InboundSegments(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
  }

  /** Finds all messages of some numbers; a number has at most some. */
  public List<WaitingMessage> find(Collection<UUID> recipients) {
    return recipients.isEmpty()
        ? List.of()
        : jdbc.query(
            COLUMNS + "where recipient = any(?)",
            (row, _) -> message(row),
            new SqlArrayValue("uuid", recipients.toArray()));
  }

  /**
   * Finds numbers with messages whose time is over, the oldest first.
   *
   * @param partitions whose records are read up to a time
   * @param until that time
   */
  public List<UUID> overdue(Collection<Integer> partitions, Instant until, int limit) {
    return jdbc.query(
        """
        select recipient from inbound_segments
        where due_at <= ? and topic_partition = any(?) and (retry_at is null or retry_at <= now())
        order by due_at limit ?
        """,
        RECIPIENT,
        until.atOffset(ZoneOffset.UTC),
        new SqlArrayValue("int4", partitions.toArray()),
        limit);
  }

  /**
   * Finds numbers with messages that have waited too long by the clock of PostgreSQL, the oldest
   * first.
   */
  public List<UUID> stored(Duration longest, int limit) {
    return jdbc.query(
        """
        select recipient from inbound_segments
        where stored_at <= now() - interval '1 second' * ?
          and (retry_at is null or retry_at <= now())
        order by stored_at limit ?
        """,
        RECIPIENT,
        longest.toSeconds(),
        limit);
  }

  /**
   * Lets the messages of a number wait, because they cannot be ended, and deletes those that have
   * waited too long by the clock of PostgreSQL.
   *
   * @return how many were deleted
   */
  public int postpone(UUID recipient, Duration wait, Duration longest) {
    int deleted =
        jdbc.update(
            """
            delete from inbound_segments
            where recipient = ? and stored_at <= now() - interval '1 second' * ?
            """,
            recipient,
            longest.toSeconds());
    jdbc.update(
        "update inbound_segments set retry_at = now() + interval '1 second' * ? where recipient = ?",
        wait.toSeconds(),
        recipient);
    return deleted;
  }

  /** Inserts messages, or replaces them. */
  public void save(List<WaitingMessage> messages) {
    if (!messages.isEmpty()) {
      jdbc.batchUpdate(SAVE, messages, messages.size(), InboundSegments::bind);
    }
  }

  private static void bind(PreparedStatement statement, WaitingMessage message)
      throws SQLException {
    WaitingMessage.Key key = message.key();
    Collection<Segment> segments = message.segments().values();
    Connection connection = statement.getConnection();
    int index = 0;
    statement.setObject(++index, key.recipient());
    statement.setString(++index, key.address());
    statement.setString(++index, key.scheme());
    statement.setInt(++index, key.reference());
    statement.setInt(++index, key.total());
    statement.setString(++index, message.phone());
    statement.setString(++index, message.route());
    statement.setObject(++index, message.id());
    statement.setObject(++index, message.firstAt().atOffset(ZoneOffset.UTC));
    statement.setObject(++index, message.lastAt().atOffset(ZoneOffset.UTC));
    statement.setObject(++index, message.dueAt().atOffset(ZoneOffset.UTC));
    statement.setInt(++index, message.partition());
    statement.setBoolean(++index, message.complete());
    statement.setArray(
        ++index, connection.createArrayOf("int2", message.segments().keySet().toArray()));
    statement.setArray(
        ++index,
        connection.createArrayOf("int2", segments.stream().map(Segment::dataCoding).toArray()));
    statement.setArray(
        ++index,
        connection.createArrayOf(
            "bytea", segments.stream().map(Segment::bytes).toArray(byte[][]::new)));
  }

  /** Deletes messages. */
  public void delete(List<WaitingMessage.Key> keys) {
    if (!keys.isEmpty()) {
      jdbc.update(
          """
          delete from inbound_segments s
          using unnest(?::uuid[], ?::text[], ?::text[], ?::int4[], ?::int4[])
            k (recipient, address, scheme, reference, total)
          where s.recipient = k.recipient and s.address = k.address and s.scheme = k.scheme
            and s.reference = k.reference and s.total = k.total
          """,
          statement ->
              new PgArrays<>(statement, keys)
                  .column("uuid", WaitingMessage.Key::recipient)
                  .column("text", WaitingMessage.Key::address)
                  .column("text", WaitingMessage.Key::scheme)
                  .column("int4", WaitingMessage.Key::reference)
                  .column("int4", WaitingMessage.Key::total));
    }
  }

  /** How long the oldest message waits for segments; zero if none does. */
  public Duration oldest() {
    Double seconds =
        jdbc.queryForObject(
            """
            select coalesce(extract(epoch from now() - min(stored_at)), 0)::float8
            from inbound_segments where not complete
            """,
            Double.class);
    return Duration.ofMillis(seconds == null ? 0 : (long) (seconds * 1000));
  }

  private static WaitingMessage message(ResultSet row) throws SQLException {
    Object[] numbers = (Object[]) row.getArray("numbers").getArray();
    Object[] dataCodings = (Object[]) row.getArray("data_codings").getArray();
    Object[] contents = (Object[]) row.getArray("contents").getArray();
    NavigableMap<Integer, Segment> segments = new TreeMap<>();
    for (int i = 0; i < numbers.length; i++) {
      segments.put(
          ((Number) numbers[i]).intValue(),
          new Segment(((Number) dataCodings[i]).intValue(), (byte[]) contents[i]));
    }
    return new WaitingMessage(
        new WaitingMessage.Key(
            row.getObject("recipient", UUID.class),
            row.getString("address"),
            row.getString("scheme"),
            row.getInt("reference"),
            row.getInt("total")),
        row.getString("phone"),
        row.getString("route"),
        row.getObject("id", UUID.class),
        PgInstants.get(row, "first_at"),
        PgInstants.get(row, "last_at"),
        PgInstants.get(row, "due_at"),
        row.getInt("topic_partition"),
        row.getBoolean("complete"),
        segments);
  }
}
