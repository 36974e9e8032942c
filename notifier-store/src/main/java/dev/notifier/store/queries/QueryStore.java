package dev.notifier.store.queries;

import dev.notifier.store.JsonText;
import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the queries that wait for their answers, and gives each attempt to one worker. All times
 * but those of messages are of PostgreSQL's clock. If a worker does not end an attempt within its
 * lease, another one tries; what the earlier one saves after that is refused. Thread-safe; calls
 * take part in the transaction of the caller.
 */
public final class QueryStore {
  /** How long a query is tried. */
  public static final Duration TRIED_FOR = Duration.ofMinutes(10);

  private static final String STILL_OWNED =
      " where inbound_id = ? and owner = ? and due_at = ? and ended_at is null";

  /** Due, and not taken, for longer than it takes when there is time for all. */
  private static final String NO_TIME = "and due_at <= now() - interval '5 seconds'";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public QueryStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * Runs the work in one transaction, in which all stores of this database take part; an exception
   * rolls it back.
   */
  public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    return transaction.execute(_ -> work.get());
  }

  /** Adds queries, which are due at once. A query that is already known does not change. */
  public void insert(List<QueryOrder> orders) {
    if (orders.isEmpty()) {
      return;
    }
    jdbc.execute(
        """
        insert into inbound_queries (inbound_id, received_at, deadline, due_at, recipient, tenant,
          query, address, route, language, phone, parameters)
        select inbound_id, received_at, received_at + ? * interval '1 second', now(), recipient,
          tenant, query, address, route, language, phone, parameters::jsonb
        from unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[], ?::text[], ?::text[],
            ?::text[], ?::text[], ?::text[], ?::text[])
          as new (inbound_id, received_at, recipient, tenant, query, address, route, language,
            phone, parameters)
        on conflict (inbound_id) do nothing
        """,
        (PreparedStatementCallback<Integer>)
            statement -> {
              new PgArrays<>(statement, orders)
                  .value(TRIED_FOR.toSeconds())
                  .column("uuid", QueryOrder::inboundId)
                  .time(QueryOrder::receivedAt)
                  .column("uuid", QueryOrder::recipient)
                  .column("text", QueryOrder::tenant)
                  .column("text", QueryOrder::query)
                  .column("text", QueryOrder::address)
                  .column("text", QueryOrder::route)
                  .column("text", QueryOrder::language)
                  .column("text", QueryOrder::phone)
                  .column("text", order -> JsonText.write(order.parameters()));
              return statement.executeUpdate();
            });
  }

  /**
   * Takes the queries that have been due for the longest time. Skips locked ones: another worker
   * takes them at this moment.
   *
   * @param most how many
   * @param owner the name of this worker, unique among all
   * @param lease how long no other worker may take them
   */
  public List<LeasedQuery> claim(int most, String owner, Duration lease) {
    return claim("order by due_at", most, owner, lease);
  }

  /**
   * Takes queries that have been due for some seconds, and of which the person has heard nothing:
   * those that are asked take all the time there is. As {@link #claim(int, String, Duration)}.
   */
  public List<LeasedQuery> claimSilent(int most, String owner, Duration lease) {
    return claim(NO_TIME + " and delayed_at is null order by due_at", most, owner, lease);
  }

  /**
   * Takes queries that have been due for some seconds, and of which the person knows for {@link
   * #TRIED_FOR} that the answer takes longer. As {@link #claim(int, String, Duration)}.
   */
  public List<LeasedQuery> claimLate(int most, String owner, Duration lease) {
    return claim(
        NO_TIME
            + " and delayed_at <= now() - interval '"
            + TRIED_FOR.toSeconds()
            + " seconds' order by delayed_at",
        most,
        owner,
        lease);
  }

  private List<LeasedQuery> claim(String which, int most, String owner, Duration lease) {
    return jdbc.query(
        """
        with due as (
          select inbound_id from inbound_queries where due_at <= now()
        """
            + which
            + """
               limit ? for update skip locked)
            update inbound_queries q
            set owner = ?, due_at = now() + ? * interval '1 millisecond', attempts = q.attempts + 1
            from due where q.inbound_id = due.inbound_id
            returning q.*, q.deadline <= now() as expired,
              extract(epoch from now() - q.received_at) as age
            """,
        (row, _) -> leased(row),
        most,
        owner,
        lease.toMillis());
  }

  /**
   * Ends a query, and deletes its number and parameters. In the transaction that adds the answer.
   *
   * @return false if the query is not this worker's any more; then the transaction must be rolled
   *     back
   */
  public boolean end(LeasedQuery query, QueryOutcome outcome) {
    return jdbc.update(
            """
            update inbound_queries set ended_at = clock_timestamp(), outcome = ?, due_at = null,
              owner = null, phone = null, parameters = null
            """
                + STILL_OWNED,
            outcome.id(),
            query.order().inboundId(),
            query.lease().owner(),
            query.lease().until())
        == 1;
  }

  /**
   * Saves when a query is tried again, at its deadline at the latest.
   *
   * @param delayed whether the text that the answer takes longer is added in this transaction
   * @param attempted whether the system was asked; otherwise the attempt does not count
   * @return as for {@link #end}
   */
  public boolean postpone(LeasedQuery query, Duration delay, boolean delayed, boolean attempted) {
    return jdbc.update(
            """
            update inbound_queries set owner = null, attempts = ?,
              delayed_at = case when ? then clock_timestamp() else delayed_at end,
              due_at = greatest(clock_timestamp(),
                least(clock_timestamp() + ? * interval '1 millisecond', deadline))
            """
                + STILL_OWNED,
            attempted ? query.attempts() : query.attempts() - 1,
            delayed,
            delay.toMillis(),
            query.order().inboundId(),
            query.lease().owner(),
            query.lease().until())
        == 1;
  }

  /** Returns for how long the next query has been due; negative if it is not due yet. */
  public Optional<Duration> dueFor() {
    return jdbc
        .query(
            """
            select extract(epoch from now() - due_at) from inbound_queries
            where due_at is not null order by due_at limit 1
            """,
            (row, _) -> seconds(row.getDouble(1)))
        .stream()
        .findFirst();
  }

  /**
   * Deletes the queries that ended first. Skips locked rows.
   *
   * @param before the end of a query, exclusive
   * @return how many were deleted
   */
  public int deleteEnded(Instant before, int maxRows) {
    return jdbc.update(
        """
        delete from inbound_queries where inbound_id in (
          select inbound_id from inbound_queries where ended_at < ?
          order by ended_at limit ? for update skip locked)
        """,
        before.atOffset(ZoneOffset.UTC),
        maxRows);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  private static LeasedQuery leased(ResultSet row) throws SQLException {
    return new LeasedQuery(
        new QueryOrder(
            row.getObject("inbound_id", UUID.class),
            row.getString("tenant"),
            row.getString("query"),
            row.getString("address"),
            row.getString("route"),
            row.getString("phone"),
            row.getObject("recipient", UUID.class),
            row.getString("language"),
            parameters(row.getString("parameters")),
            PgInstants.get(row, "received_at")),
        row.getInt("attempts"),
        seconds(row.getDouble("age")),
        row.getBoolean("expired"),
        row.getObject("delayed_at") != null,
        new LeasedQuery.Lease(
            row.getString("owner"), row.getObject("due_at", OffsetDateTime.class)));
  }

  private static Map<String, String> parameters(String json) {
    Map<?, ?> read = JsonText.read(json, Map.class);
    Map<String, String> parameters = new LinkedHashMap<>();
    read.forEach((name, value) -> parameters.put(String.valueOf(name), String.valueOf(value)));
    return parameters;
  }
}
