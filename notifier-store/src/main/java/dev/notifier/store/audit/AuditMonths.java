package dev.notifier.store.audit;

import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditEntry.Target;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The monthly partitions of the audit. Thread-safe; calls take part in the transaction of the
 * caller.
 */
public final class AuditMonths {
  /** The entry of a removed month: the check accepts that the chain begins later. */
  static final String REMOVAL = "removeAuditMonth";

  static final String FIRST_BLOCK = "firstBlock";
  static final String HASH = "hash";

  /** Only a program with the key can make it. */
  static final String SEAL = "seal";

  private static final int MONTH_CHARACTERS = 7;

  private final JdbcTemplate jdbc;
  private final AuditLog log;
  private final AuditKey key;

  public AuditMonths(DataSource dataSource, AuditKey key) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.log = new AuditLog(dataSource);
    this.key = key;
  }

  /** What became of the attempt to remove a month. */
  public enum Result {
    REMOVED,
    /** No month is old enough. */
    NOTHING,
    /** Other transactions use the table for too long; nothing was changed. */
    BUSY
  }

  /** Creates the partitions that are missing of the next months; returns how many. */
  public int create(int months) {
    Integer created = jdbc.queryForObject("select create_audit_months(?)", Integer.class, months);
    return created == null ? 0 : created;
  }

  /**
   * Removes the oldest month if it ended before a day. Needs a transaction: the removal has an
   * entry of its own.
   *
   * @param before at least a year ago
   * @param tenant whose audit has the entry
   */
  public Result removeOldest(LocalDate before, String tenant) {
    AuditRemoval previous = AuditRemoval.newest(jdbc, key).valid();
    Removal removal =
        jdbc.query(
                "select result, month, first_block, encode(hash, 'hex') as hash"
                    + " from drop_audit_month(?)",
                (row, _) ->
                    new Removal(
                        row.getString("result"),
                        row.getObject("month", LocalDate.class),
                        row.getObject("first_block", Long.class),
                        row.getString("hash")),
                before)
            .getFirst();
    if (removal.result().equals("done")) {
      log.append(entry(removal, previous, tenant));
      return Result.REMOVED;
    }
    return removal.result().equals("missing") ? Result.NOTHING : Result.BUSY;
  }

  /** Deletes some of the blocks that only have rows of removed months; returns how many. */
  public int deleteBlocks(int maxBlocks) {
    Integer deleted =
        jdbc.queryForObject("select delete_audit_blocks(?)", Integer.class, maxBlocks);
    return deleted == null ? 0 : deleted;
  }

  private record Removal(
      String result, @Nullable LocalDate month, @Nullable Long firstBlock, @Nullable String hash) {}

  private AuditEntry entry(Removal removal, AuditRemoval previous, String tenant) {
    String month = String.valueOf(removal.month()).substring(0, MONTH_CHARACTERS);
    Long found = removal.firstBlock();
    long first = found == null ? 0 : found;
    String hash = before(removal, previous);
    return new AuditEntry(
        tenant,
        new Actor("retention", ActorKind.SYSTEM),
        REMOVAL,
        Outcome.DONE,
        new Target("month", month),
        null,
        null,
        null,
        Map.of(FIRST_BLOCK, first, HASH, hash, SEAL, key.removal(month, first, hash)),
        List.of());
  }

  /** What the first block continues. A month without blocks leaves the one before in its place. */
  private static String before(Removal removal, AuditRemoval previous) {
    String hash = removal.hash();
    if (hash == null && Objects.equals(removal.firstBlock(), previous.firstBlock())) {
      return previous.hash();
    }
    return hash == null ? HexFormat.of().formatHex(AuditBlock.BEGINNING) : hash;
  }
}
