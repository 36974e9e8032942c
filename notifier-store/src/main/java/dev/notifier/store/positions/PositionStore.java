package dev.notifier.store.positions;

import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import dev.notifier.store.positions.ReadRanges.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Stores how far the stages have read. Thread-safe.
 *
 * <p>A row has one writer, the owner of its partition, and for a moment its former owner, too. So
 * each transaction locks the rows first, before any other, and in their order; a position never
 * goes back with a batch; and no batch is accepted before which records are missing. A former owner
 * that stores late what it has read changes nothing, or moves the position to where its own records
 * end.
 */
public final class PositionStore {
  /**
   * One statement for a batch. The row of another topic id is of a deleted topic: the new one
   * starts at 0. Without a row, only a batch of a new partition is accepted.
   */
  private static final String ADVANCE =
      """
      insert into stage_positions as p
        (consumer_group, topic, topic_id, topic_partition, from_offset, next_offset, updated_at)
      select g.consumer_group, g.topic, g.topic_id, u.topic_partition, u.from_offset, u.next_offset, now()
        from (values (?::text, ?::text, ?::uuid)) g(consumer_group, topic, topic_id),
          unnest(?::int4[], ?::int8[], ?::int8[]) u(topic_partition, from_offset, next_offset)
       where u.from_offset = 0
          or exists (
            select from stage_positions e
             where e.consumer_group = g.consumer_group and e.topic = g.topic
               and e.topic_partition = u.topic_partition)
       order by u.topic_partition
      on conflict (consumer_group, topic, topic_partition) do update
        set topic_id = excluded.topic_id,
            from_offset = case when p.topic_id = excluded.topic_id
              then greatest(p.from_offset, excluded.from_offset) else excluded.from_offset end,
            next_offset = case when p.topic_id = excluded.topic_id
              then greatest(p.next_offset, excluded.next_offset) else excluded.next_offset end,
            updated_at = excluded.updated_at
      where case when p.topic_id = excluded.topic_id then p.next_offset else 0 end
        >= excluded.from_offset
      """;

  private static final String ADOPT =
      """
      insert into stage_positions
        (consumer_group, topic, topic_id, topic_partition, from_offset, next_offset, updated_at)
      select ?, ?, ?, u.*, now() from unnest(?::int4[], ?::int8[], ?::int8[]) u
      on conflict do nothing
      """;

  private static final String ACCEPT =
      """
      insert into stage_positions as p
        (consumer_group, topic, topic_id, topic_partition, from_offset, next_offset, updated_at)
      select ?, ?, ?, u.*, now() from unnest(?::int4[], ?::int8[], ?::int8[]) u order by 1, 2, 4
      on conflict (consumer_group, topic, topic_partition) do update
        set topic_id = excluded.topic_id, from_offset = excluded.from_offset,
            next_offset = excluded.next_offset, updated_at = excluded.updated_at
      where p.topic_id <> excluded.topic_id or p.next_offset < excluded.next_offset
      """;

  private static final String SET_BACK =
      """
      with behind as materialized (
        select p.consumer_group, p.topic, p.topic_partition, u.from_offset, u.next_offset
        from (values (?::text, ?::text, ?::uuid)) g(consumer_group, topic, topic_id)
          cross join unnest(?::int4[], ?::int8[], ?::int8[]) u(topic_partition, from_offset, next_offset)
          join stage_positions p using (consumer_group, topic, topic_id, topic_partition)
        where p.next_offset > u.next_offset
        order by p.topic_partition
        for update of p)
      update stage_positions p
      set from_offset = least(p.from_offset, b.from_offset), next_offset = b.next_offset
      from behind b
      where p.consumer_group = b.consumer_group and p.topic = b.topic
        and p.topic_partition = b.topic_partition
      """;

  private final JdbcTemplate jdbc;

  public PositionStore(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Stores what a batch has read, as the first statement of the transaction that stores the batch.
   *
   * @throws DatabaseBehindException if records before the batch are missing; the transaction must
   *     be rolled back
   */
  public static void advance(Connection connection, ReadRanges read) throws SQLException {
    if (!read.ranges().isEmpty() && execute(connection, ADVANCE, read) != read.ranges().size()) {
      throw new DatabaseBehindException(read);
    }
  }

  /**
   * The same, in the transaction of the calling thread if there is one.
   *
   * @throws org.springframework.dao.DataAccessException with a {@link DatabaseBehindException} as
   *     its cause if records before the batch are missing
   */
  public void advance(ReadRanges read) {
    jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              if (connection.getAutoCommit()) {
                advanceAlone(connection, read);
              } else {
                advance(connection, read);
              }
              return true;
            });
  }

  /** A statement that is refused for one partition must not be stored for the others. */
  private static void advanceAlone(Connection connection, ReadRanges read) throws SQLException {
    connection.setAutoCommit(false);
    try {
      advance(connection, read);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /**
   * The offsets behind what is stored of a topic, by partition, locked until the transaction of the
   * caller ends. A partition of which nothing is stored is missing.
   */
  public Map<Integer, Long> stored(
      String group, String topic, UUID topicId, Collection<Integer> partitions) {
    Map<Integer, Long> stored = new HashMap<>();
    jdbc.query(
        """
        select topic_partition, next_offset from stage_positions
        where consumer_group = ? and topic = ? and topic_id = ? and topic_partition = any(?)
        order by topic_partition for update
        """,
        row -> {
          stored.put(row.getInt("topic_partition"), row.getLong("next_offset"));
        },
        group,
        topic,
        topicId,
        new SqlArrayValue("int4", partitions.toArray()));
    return stored;
  }

  /** The positions of all groups. */
  public List<StagePosition> all() {
    return jdbc.query(
        """
        select consumer_group, topic, topic_partition, topic_id, from_offset, next_offset, updated_at
          from stage_positions order by consumer_group, topic, topic_partition
        """,
        (row, _) ->
            new StagePosition(
                row.getString("consumer_group"),
                row.getString("topic"),
                row.getInt("topic_partition"),
                row.getObject("topic_id", UUID.class),
                row.getLong("from_offset"),
                row.getLong("next_offset"),
                PgInstants.get(row, "updated_at")));
  }

  /**
   * Takes over Kafka's offsets of a topic for which nothing is stored, such as after an upgrade.
   * Rows that another program has stored meanwhile stay.
   */
  public void adopt(ReadRanges committed) {
    jdbc.execute((ConnectionCallback<Integer>) connection -> execute(connection, ADOPT, committed));
  }

  /**
   * Moves positions forward to Kafka's offsets, because an operator accepts that records between
   * are missing. A position that is not behind stays.
   *
   * @return how many were moved
   */
  public int accept(ReadRanges committed) {
    Integer moved =
        jdbc.execute(
            (ConnectionCallback<Integer>) connection -> execute(connection, ACCEPT, committed));
    return moved == null ? 0 : moved;
  }

  /**
   * Moves positions back to Kafka's offsets, because Kafka has lost what was read behind them. The
   * time of the last batch stays. A position that is not ahead stays.
   */
  public void setBack(ReadRanges committed) {
    jdbc.execute(
        (ConnectionCallback<Integer>) connection -> execute(connection, SET_BACK, committed));
  }

  private static int execute(Connection connection, String sql, ReadRanges read)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new PgArrays<>(statement, read.ranges())
          .value(read.group())
          .value(read.topic())
          .value(read.topicId())
          .column("int4", Range::partition)
          .column("int8", Range::committed)
          .column("int8", Range::next);
      return statement.executeUpdate();
    }
  }
}
