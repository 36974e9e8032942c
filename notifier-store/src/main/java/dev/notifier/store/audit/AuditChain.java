package dev.notifier.store.audit;

import dev.notifier.store.PgInstants;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Chains committed rows of the audit. Their order is that in which they are taken, which is final:
 * a row that is committed late belongs to a later block. Thread-safe; calls take part in the
 * transaction of the caller, and there must be one.
 */
public final class AuditChain {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(AuditChain.class);

  private final JdbcTemplate jdbc;
  private final AuditKey key;
  private final String clock;

  /** The last block that is known to be committed. */
  private final AtomicReference<Known> known = new AtomicReference<>(new Known(0, null));

  /** The block of the last {@link #require} that is newer than the known one was then. */
  private volatile @Nullable Known noted;

  public AuditChain(DataSource dataSource, AuditKey key) {
    this(dataSource, key, "pg_catalog.clock_timestamp()");
  }

  /**
   * @param clock the time in SQL
   */
  AuditChain(DataSource dataSource, AuditKey key, String clock) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.key = key;
    this.clock = clock;
  }

  /** The end of the chain at some time. The hash shows nothing about the rows. */
  public record Head(long block, String hash) {}

  /**
   * A block that the chain must have.
   *
   * @param acceptance as in {@link #require}; 0 before its first call
   * @param head null before the first step
   */
  public record Known(int acceptance, @Nullable Head head) {}

  /**
   * What a step did.
   *
   * @param ended the last block of the hour before, if this step made the first one of an hour
   */
  public record Step(int rows, @Nullable Head ended) {}

  /** The last block, and the time. */
  private record End(@Nullable AuditBlock last, Instant now) {}

  /** The stored end of the chain is not what this program has seen. Nothing is chained then. */
  public static final class BrokenChainException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenChainException(Head missing) {
      super(
          "Block %d of the audit with the hash %s is missing or was changed, so nothing is chained."
                  .formatted(missing.block(), missing.hash())
              + " If PostgreSQL was restored from a backup, run ./notifier audit accept-restored;"
              + " otherwise someone has changed the audit");
    }
  }

  /**
   * From now on, the chain must have a block that was noted elsewhere. With a higher acceptance
   * than before, it replaces what this program has seen. With the same one, it does so if its
   * number is higher: another program has continued the chain. Otherwise this does nothing.
   *
   * @param acceptance how often an operator has accepted another chain, from 0
   * @param head its number is 0 if the accepted chain has no block
   */
  public void require(int acceptance, Head head) {
    Known now =
        known.updateAndGet(
            before -> acceptance > before.acceptance() ? new Known(acceptance, head) : before);
    noted =
        acceptance == now.acceptance() && head.block() > number(now.head())
            ? new Known(acceptance, head)
            : null;
  }

  private static long number(@Nullable Head head) {
    return head == null ? 0 : head.block();
  }

  /** The last block that this program has found or written. */
  public Known known() {
    return known.get();
  }

  /**
   * Makes one block of rows that no block has.
   *
   * @throws BrokenChainException if a block that this program has written or read is missing: who
   *     deletes blocks must not have their rows chained again
   */
  public Step chain(int maxRows) {
    // The job has a lease; this holds even if its step took longer.
    jdbc.query("select pg_advisory_xact_lock(1852797033, 103)", _ -> {});
    checkKnown();
    List<UUID> ids = takePending(maxRows);
    if (ids.isEmpty()) {
      return new Step(0, null);
    }
    Map<UUID, AuditRow> rows = rows(jdbc, ids);
    End end = end();
    AuditBlock last = end.last();
    Instant at = timeOf(end, ids.getLast());
    AuditBlock block = block(last, at, ids, rows);
    insert(block);
    knownAfterCommit(new Head(block.number(), block.headText()));
    boolean newHour = last != null && isOtherHour(last.at(), at);
    return new Step(
        ids.size(), last != null && newHour ? new Head(last.number(), last.headText()) : null);
  }

  /** Other workers may have added blocks since; those before must be the same. */
  private void checkKnown() {
    Head before = known.get().head();
    Known newer = noted;
    Head required = newer == null ? before : newer.head();
    List<Head> heads =
        jdbc.query(
            """
            select number, encode(substr(hashes, octet_length(hashes) - 31), 'hex') as hash
            from audit_blocks
            where number in (?, ?) or number = (select max(number) from audit_blocks)
            order by number
            """,
            (row, _) -> new Head(row.getLong("number"), row.getString("hash")),
            number(before),
            number(required));
    if (required != null && required.block() > 0 && !heads.contains(required)) {
      throw new BrokenChainException(required);
    }
    if (before != null && before.block() > 0 && !heads.contains(before)) {
      LOG.warn(
          "The chain of the audit has lost block {} with the hash {}. Another worker has continued"
              + " it, and has noted block {} with the hash {}: this worker continues it too",
          before.block(),
          before.hash(),
          number(required),
          required == null ? "" : required.hash());
    }
    if (!heads.isEmpty()) {
      knownAfterCommit(heads.getLast());
    }
  }

  /** A block of a transaction that is rolled back never existed. */
  private void knownAfterCommit(Head head) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            known.updateAndGet(before -> new Known(before.acceptance(), head));
          }
        });
  }

  /** Not in an order: an index would cost more, and a backlog is chained as it was committed. */
  private List<UUID> takePending(int maxRows) {
    return jdbc
        .query(
            """
            delete from audit_pending
            where ctid = any(array(select ctid from audit_pending limit ?)) returning id
            """,
            (row, _) -> row.getObject(1, UUID.class),
            maxRows)
        .stream()
        .filter(Objects::nonNull)
        .distinct()
        .sorted(AuditChain::compare)
        .toList();
  }

  /** As PostgreSQL does; UUID.compareTo takes the halves for signed numbers. */
  private static int compare(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
  }

  static Map<UUID, AuditRow> rows(JdbcTemplate jdbc, List<UUID> ids) {
    Map<UUID, AuditRow> rows = new HashMap<>();
    jdbc.query(
        "select " + AuditRow.COLUMNS + " from audit where id = any(?)",
        statement ->
            statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray())),
        row -> {
          AuditRow each = AuditRow.of(row);
          rows.put(each.id(), each);
        });
    return rows;
  }

  private End end() {
    return jdbc.query(
            """
            select %s, %s as now
            from (select) one left join lateral (
              select * from audit_blocks order by number desc limit 1) b on true
            """
                .formatted(AuditBlock.COLUMNS, clock),
            (row, _) -> readEnd(row))
        .getFirst();
  }

  private static End readEnd(ResultSet row) throws SQLException {
    Array ids = row.getArray("ids");
    return new End(ids == null ? null : AuditBlock.of(row, 0), PgInstants.get(row, "now"));
  }

  /** Never before its rows and the block before, whatever the clock does. */
  private static Instant timeOf(End end, UUID newest) {
    Instant at = end.now();
    Instant row = AuditRow.timeOf(newest).plus(1, ChronoUnit.MILLIS);
    AuditBlock last = end.last();
    Instant before = last == null ? Instant.EPOCH : last.at();
    at = at.isBefore(row) ? row : at;
    at = at.isBefore(before) ? before : at;
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  private AuditBlock block(
      @Nullable AuditBlock last, Instant at, List<UUID> ids, Map<UUID, AuditRow> rows) {
    long number = last == null ? 1 : last.number() + 1;
    byte[] hash =
        AuditBlock.opening(
            key, last == null ? AuditBlock.BEGINNING : last.head(), number, at, ids.size());
    ByteBuffer hashes = ByteBuffer.allocate(ids.size() * AuditKey.BYTES);
    for (UUID id : ids) {
      hash = AuditBlock.hash(key, hash, id, rows.get(id));
      hashes.put(hash);
    }
    return new AuditBlock(number, at, key.id(), ids, hashes);
  }

  private void insert(AuditBlock block) {
    jdbc.update(
        "insert into audit_blocks (number, at, key_id, ids, hashes) values (?, ?, ?, ?, ?)",
        statement -> {
          statement.setLong(1, block.number());
          statement.setObject(2, block.at().atOffset(ZoneOffset.UTC));
          statement.setInt(3, block.keyId());
          statement.setArray(
              4, statement.getConnection().createArrayOf("uuid", block.ids().toArray()));
          statement.setBytes(5, block.hashes().array());
        });
  }

  private static boolean isOtherHour(Instant one, Instant other) {
    return one.getEpochSecond() / HOUR.toSeconds() != other.getEpochSecond() / HOUR.toSeconds();
  }
}
