package dev.notifier.store.audit;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Checks the chain of the audit against its rows. Reads only, in many short statements, so that
 * nothing waits for it. Not thread-safe: for one check.
 */
public final class AuditCheck {
  /** A row that is not chained for this long is reported; the job runs each second. */
  public static final Duration UNCHAINED = Duration.ofMinutes(1);

  /** A row that was chained later than this may have been changed before. */
  public static final Duration LATE = Duration.ofHours(1);

  private static final int BLOCKS_AT_A_TIME = 500;

  /** The most rows of a statement, unless one block has more. */
  private static final int ROWS_AT_A_TIME = 10_000;

  private static final String IDS =
      "(uuid_extract_timestamp(id) at time zone 'UTC')::date, count(*),"
          + " sum(uuid_hash_extended(id, ?))";

  /** For each day with a difference, at a time. */
  static final int MAX_UNCHAINED = 1_000;

  /** More pages of them are of no use, and each reads all blocks of the day. */
  private static final int MAX_PAGES = 100;

  private final JdbcTemplate jdbc;
  private final AuditKey key;
  private final AuditReport report = new AuditReport();
  private final Map<LocalDate, Ids> chained = new TreeMap<>();
  private final long seed;

  /** When the last block with rows of a day was made. */
  private final Map<LocalDate, Instant> lastBlock = new HashMap<>();

  private long lastNumber;
  private AuditRemoval removal = AuditRemoval.NONE;

  /**
   * @param seed a random number that no one knows before the check
   */
  public AuditCheck(DataSource dataSource, AuditKey key, long seed) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.key = key;
    this.seed = seed;
  }

  /**
   * The ids of a day, as a number that is another one for other ids: by their count alone, one that
   * is chained twice would hide one that is not chained.
   */
  private record Ids(long count, BigDecimal sum) {
    Ids plus(Ids other) {
      return new Ids(count + other.count, sum.add(other.sum));
    }
  }

  /**
   * Checks everything.
   *
   * @param heads hashes of blocks that were noted elsewhere, by number; may be empty
   */
  public AuditReport run(Map<Long, String> heads) {
    AuditRemoval.Found removals = AuditRemoval.newest(jdbc, key);
    removal = removals.valid();
    removals
        .invalid()
        .forEach(row ->
            report.row(0, row, "no worker has written this entry of the removal of a month"));
    Set<Long> compared = new HashSet<>();
    byte @Nullable [] before = null;
    // Also those of removed months that still exist: their deletion takes a while.
    long number = Long.MIN_VALUE;
    boolean first = true;
    List<AuditBlock> blocks = blocks(number);
    while (!blocks.isEmpty()) {
      Map<UUID, AuditRow> rows =
          AuditChain.rows(jdbc, blocks.stream().flatMap(each -> each.ids().stream()).toList());
      addIds(blocks.getFirst().number(), blocks.getLast().number());
      for (AuditBlock block : blocks) {
        before = first ? beforeFirst(block) : requireNext(block, number, before);
        first = false;
        check(block, before, rows);
        compared.add(block.number());
        if (!block.headText().equals(heads.getOrDefault(block.number(), block.headText()))) {
          report.block(block.number(), "its hash is not the one that was noted");
        }
        before = block.head();
        number = block.number();
        report.checked(block.number(), block.ids().size(), block.headText());
      }
      blocks = blocks(number);
    }
    lastNumber = Math.max(0, number);
    checkEnd(heads.keySet(), compared);
    checkUnchained();
    return report;
  }

  /** What is not there cannot be compared. */
  private void checkEnd(Set<Long> noted, Set<Long> compared) {
    for (long each : noted) {
      if (each > lastNumber) {
        report.block(each, "it is missing at the end of the chain");
      } else if (!compared.contains(each)) {
        report.block(each, "it no longer exists, so the noted end could not be compared");
      }
    }
    if (removal.firstBlock() > lastNumber) {
      report.block(removal.firstBlock(), "it is missing, although the retention has kept it");
    }
  }

  private List<AuditBlock> blocks(long after) {
    return jdbc.query(
        """
        select %s from (
          select *, sum(cardinality(ids)) over (order by number) - cardinality(ids) as rows_before
          from (select * from audit_blocks where number > ? order by number limit ?) next) b
        where rows_before < ? order by number
        """
            .formatted(AuditBlock.COLUMNS),
        AuditBlock::of,
        after,
        BLOCKS_AT_A_TIME,
        ROWS_AT_A_TIME);
  }

  /** What the first block that exists continues; null if that is unknown. */
  private byte @Nullable [] beforeFirst(AuditBlock first) {
    if (first.number() == 1) {
      return AuditBlock.BEGINNING;
    }
    if (first.number() < 1) {
      report.block(first.number(), "it was inserted past the program");
    } else if (removal.firstBlock() == first.number()) {
      return HexFormat.of().parseHex(removal.hash());
    } else if (removal.firstBlock() < first.number()) {
      missing(Math.max(1, removal.firstBlock()), first.number() - 1);
    }
    return null;
  }

  private byte @Nullable [] requireNext(AuditBlock block, long number, byte @Nullable [] before) {
    if (block.number() == number + 1) {
      if (block.number() == removal.firstBlock()
          && before != null
          && !removal.hash().equals(HexFormat.of().formatHex(before))) {
        report.block(block.number(), "it does not continue what the retention has noted");
      }
      return before;
    }
    missing(number + 1, block.number() - 1);
    return null;
  }

  private void missing(long first, long last) {
    report.block(
        first,
        first == last ? "it is missing" : "it and the next ones up to " + last + " are missing");
  }

  private void check(AuditBlock block, byte @Nullable [] before, Map<UUID, AuditRow> rows) {
    if (block.keyId() != key.id()) {
      report.block(block.number(), "it was chained with another privacy key");
      return;
    }
    checkTimes(block);
    byte @Nullable [] hash =
        before == null
            ? null
            : AuditBlock.opening(key, before, block.number(), block.at(), block.ids().size());
    for (int i = 0; i < block.ids().size(); i++) {
      UUID id = block.ids().get(i);
      AuditRow row = rows.get(id);
      byte[] stored = block.hash(i);
      if (row == null) {
        if (!removal.covers(id)) {
          report.row(block.number(), id, "it was removed");
        }
      } else {
        compare(block, id, stored, hash == null ? null : AuditBlock.hash(key, hash, id, row));
      }
      // After a difference, the next rows are still compared: with the stored hash.
      hash = stored;
    }
  }

  private void compare(AuditBlock block, UUID id, byte[] stored, byte @Nullable [] computed) {
    if (computed == null) {
      // Of a removed month, no row exists.
      report.row(block.number(), id, "it cannot be checked, because the block before is missing");
    } else if (!Arrays.equals(stored, computed)) {
      report.row(block.number(), id, "it, its place or its hash was changed");
    }
  }

  /** Someone may delete blocks, and have the job chain the same ids again. */
  private void checkTimes(AuditBlock block) {
    int late = 0;
    Instant oldest = block.at();
    for (UUID id : block.ids()) {
      Instant at = AuditRow.timeOf(id);
      lastBlock.merge(
          at.atOffset(ZoneOffset.UTC).toLocalDate(),
          block.at(),
          (one, other) -> one.isAfter(other) ? one : other);
      if (at.plus(LATE).isBefore(block.at())) {
        late++;
        oldest = at.isBefore(oldest) ? at : oldest;
      }
    }
    if (late > 0) {
      report.chainedLate(new AuditReport.LateBlock(block.number(), block.at(), late, oldest));
    }
  }

  private void addIds(long firstBlock, long lastBlock) {
    jdbc.query(
        "select "
            + IDS
            + " from (select unnest(ids) as id from audit_blocks where number between ? and ?) b"
            + " group by 1",
        (RowCallbackHandler)
            row -> chained.merge(row.getObject(1, LocalDate.class), ids(row), Ids::plus),
        seed,
        firstBlock,
        lastBlock);
  }

  private static Ids ids(ResultSet row) throws SQLException {
    return new Ids(row.getLong(2), row.getBigDecimal(3));
  }

  /** Rows that no block has: the ids of each day are compared, and days that differ searched. */
  private void checkUnchained() {
    for (LocalDate month :
        jdbc.query("select audit_months()", (row, _) -> row.getObject(1, LocalDate.class))) {
      stored(month)
          .forEach((day, ids) -> {
            if (!ids.equals(chained.get(day))) {
              checkUnchained(day);
            }
          });
    }
    checkPending();
  }

  /** The ids of each day; of one month, because a statement may take 30 s. */
  private Map<LocalDate, Ids> stored(LocalDate month) {
    Map<LocalDate, Ids> stored = new TreeMap<>();
    jdbc.query(
        "select " + IDS + " from audit where id >= lowest_id(?) and id < lowest_id(?) group by 1",
        (RowCallbackHandler) row -> stored.put(row.getObject(1, LocalDate.class), ids(row)),
        seed,
        month,
        month.plusMonths(1));
    return stored;
  }

  private void checkUnchained(LocalDate day) {
    UUID after = new UUID(0, 0);
    for (int page = 0; page < MAX_PAGES; page++) {
      List<UUID> found = unchained(day, after);
      found.forEach(
          id -> report.row(0, id, "it was inserted past the program, so no block has it"));
      if (found.size() < MAX_UNCHAINED) {
        return;
      }
      after = found.getLast();
    }
  }

  /**
   * Neither chained nor pending. In one statement: a row becomes chained in the moment in which it
   * stops being pending.
   */
  private List<UUID> unchained(LocalDate day, UUID after) {
    return jdbc.query(
        """
        select a.id from audit a
        where a.id >= lowest_id(?) and a.id < lowest_id(?) and a.id > ?
          and not exists (select from audit_pending p where p.id = a.id)
          and not exists (
            select from (
              select unnest(ids) as id from audit_blocks
              where at >= ? and (at <= ? or number > ?)) b
            where b.id = a.id)
        order by a.id limit ?
        """,
        (row, _) -> row.getObject("id", UUID.class),
        day,
        day.plusDays(1),
        after,
        begin(day),
        lastBlock.getOrDefault(day, Instant.EPOCH).atOffset(ZoneOffset.UTC),
        lastNumber,
        MAX_UNCHAINED);
  }

  private void checkPending() {
    jdbc.query(
        """
        select count(*), min(a.id::text) from audit_pending p join audit a on a.id = p.id
        where uuid_extract_timestamp(a.id) < now() - ? * interval '1 second'
        """,
        (RowCallbackHandler)
            row -> {
              String oldest = row.getString(2);
              if (oldest != null) {
                report.late(row.getLong(1), UUID.fromString(oldest));
              }
            },
        UNCHAINED.toSeconds());
  }

  private static OffsetDateTime begin(LocalDate day) {
    return day.atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
