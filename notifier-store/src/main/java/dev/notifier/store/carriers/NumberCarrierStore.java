package dev.notifier.store.carriers;

import dev.notifier.store.PgArrays;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores the carriers of numbers. Of several statements about a number, the newest counts, in
 * whatever order they come. Thread-safe; calls take part in the transaction of the caller.
 */
public final class NumberCarrierStore {
  /** The most numbers that one call stores. */
  public static final int MAX_PAGE = 1_000;

  /** More than there are mobile numbers in use. */
  private static final long MAX_NUMBERS = 200_000_000;

  /** What is stored already is not written again, as in the directory. */
  private static final String STORE =
      """
      insert into number_carriers as n (recipient, carrier, since, learned_from)
      select p.recipient, p.carrier, p.since, p.learned_from
      from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[])
        as p (recipient, carrier, since, learned_from)
      left join lateral (
        select carrier, since from number_carriers where recipient = p.recipient limit 1) s on true
      where s.since is null or s.since < p.since or s.since = p.since and s.carrier <> p.carrier
      order by p.recipient
      on conflict (recipient) do update set
        carrier = excluded.carrier, since = excluded.since, learned_from = excluded.learned_from,
        recorded_at = now()
      where n.since <= excluded.since
      returning old.recipient is null as created
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final long maxNumbers;

  public NumberCarrierStore(DataSource dataSource) {
    this(dataSource, MAX_NUMBERS);
  }

  /**
   * @param maxNumbers of all numbers
   */
  NumberCarrierStore(DataSource dataSource, long maxNumbers) {
    this.maxNumbers = maxNumbers;
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * Stores carriers in one transaction. Repeating it is safe.
   *
   * @param statements at most {@value #MAX_PAGE}, in the order in which they were made; they may be
   *     about the same number
   * @return of how many numbers something else is known now
   * @throws TooManyNumbersException if more numbers would be stored than allowed; nothing is stored
   *     then
   */
  public int store(List<NumberCarrier> statements) {
    if (statements.size() > MAX_PAGE) {
      throw new IllegalArgumentException("More than " + MAX_PAGE + " statements");
    }
    List<NumberCarrier> newest = List.copyOf(newest(statements));
    return newest.isEmpty()
        ? 0
        : Objects.requireNonNull(
            transaction.execute(_ -> {
              jdbc.execute(KnownCarriers.USE_INDEXES);
              Changed changed =
                  Objects.requireNonNull(
                      jdbc.execute(
                          STORE,
                          (PreparedStatementCallback<Changed>)
                              statement -> store(statement, newest)));
              count(changed.created());
              return changed.rows();
            }));
  }

  /**
   * What was written.
   *
   * @param created rows of numbers of which nothing was known
   */
  private record Changed(int rows, int created) {}

  private static Changed store(PreparedStatement statement, List<NumberCarrier> newest)
      throws SQLException {
    new PgArrays<>(statement, newest)
        .column("uuid", NumberCarrier::recipient)
        .column("text", NumberCarrier::carrier)
        .column("timestamptz", each -> each.since().atOffset(ZoneOffset.UTC))
        .column("text", each -> each.source().name());
    int written = 0;
    int created = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        written++;
        created += rows.getBoolean(1) ? 1 : 0;
      }
    }
    return new Changed(written, created);
  }

  private void count(int created) {
    if (created > 0) {
      Long numbers =
          jdbc.queryForObject(
              "update number_carrier_count set numbers = numbers + ? returning numbers",
              Long.class,
              created);
      if (numbers != null && numbers > maxNumbers) {
        throw new TooManyNumbersException();
      }
    }
  }

  /** The newest statement about each number; of two with the same time, the later one. */
  private static Collection<NumberCarrier> newest(List<NumberCarrier> statements) {
    Map<UUID, NumberCarrier> newest = new LinkedHashMap<>();
    for (NumberCarrier each : statements) {
      newest.merge(
          each.recipient(),
          each,
          (before, later) -> later.since().isBefore(before.since()) ? before : later);
    }
    return newest.values();
  }

  /**
   * Finds carriers.
   *
   * @param recipients the HMACs of numbers
   * @return of those that are known
   */
  public Map<UUID, NumberCarrier> find(Collection<UUID> recipients) {
    return Objects.requireNonNull(
        transaction.execute(_ ->
            Objects.requireNonNull(
                jdbc.execute(
                    (ConnectionCallback<Map<UUID, NumberCarrier>>)
                        connection -> KnownCarriers.find(connection, recipients)))));
  }
}
