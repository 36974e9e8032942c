package dev.notifier.store.audit;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
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

  private static final int BLOCKS_AT_A_TIME = 500;

  /** And so many rows, unless one block has more. */
  private static final int ROWS_AT_A_TIME = 10_000;

  private static final String IDS =
      "(uuid_extract_timestamp(id) at time zone 'UTC')::date, count(*),"
          + " sum(uuid_hash_extended(id, ?))";

  /** For each day with a difference; more of them are of no use. */
  private static final int MAX_UNCHAINED = 1_000;

  /** The rows of a day are in the blocks of this day and of the next, except very few. */
  private static final int DAYS_OF_BLOCKS = 2;

  private final JdbcTemplate jdbc;
  private final AuditKey key;
  private final AuditReport report = new AuditReport();
  private final Map<LocalDate, Ids> chained = new TreeMap<>();
  private final long seed;
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
    removal = AuditRemoval.newest(jdbc);
    byte @Nullable [] before = null;
    // Blocks of removed months are deleted later, some at a time.
    long number = Math.max(0, removal.firstBlock() - 1);
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
        if (!block.headText().equals(heads.getOrDefault(block.number(), block.headText()))) {
          report.block(block.number(), "its hash is not the one that was noted");
        }
        before = block.head();
        number = block.number();
        report.checked(block.number(), block.ids().size(), block.headText());
      }
      blocks = blocks(number);
    }
    for (long noted : heads.keySet()) {
      if (noted > number) {
        report.block(noted, "it is missing at the end of the chain");
      }
    }
    checkRemoval();
    checkUnchained();
    return report;
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
    if (removal.firstBlock() == first.number()) {
      return HexFormat.of().parseHex(removal.hash());
    }
    missing(Math.max(1, removal.firstBlock()), first.number() - 1);
    return null;
  }

  private byte @Nullable [] requireNext(AuditBlock block, long number, byte @Nullable [] before) {
    if (block.number() == number + 1) {
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
      return;
    }
    if (!Arrays.equals(stored, computed)) {
      report.row(block.number(), id, "it, its place or its hash was changed");
    } else if (id.equals(removal.entry())) {
      removal = removal.verified();
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

  /** A forged entry of a removal would excuse what is missing. */
  private void checkRemoval() {
    if (removal.isUsed() && !removal.isVerified()) {
      report.row(0, removal.entry(), "the entry of the last removal of a month is not chained");
    }
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

  /** A row that no block has. */
  private record Unchained(UUID id, boolean pending, boolean late) {}

  private void checkUnchained(LocalDate day) {
    List<Unchained> found = unchained(day);
    Set<UUID> chainedLater = chainedLater(day, found);
    for (Unchained row : found) {
      if (!row.pending() && !chainedLater.contains(row.id())) {
        report.row(0, row.id(), "it was inserted past the program, so no block has it");
      } else if (row.pending() && row.late()) {
        report.late(row.id());
      }
    }
  }

  /** In one statement: a row becomes chained in the moment in which it stops being pending. */
  private List<Unchained> unchained(LocalDate day) {
    return jdbc.query(
        """
        select a.id, exists (select from audit_pending p where p.id = a.id) as pending,
          uuid_extract_timestamp(a.id) < now() - ? * interval '1 second' as late
        from audit a
        where a.id >= lowest_id(?) and a.id < lowest_id(?)
          and not exists (
            select from (select unnest(ids) as id from audit_blocks where at >= ? and at < ?) b
            where b.id = a.id)
        order by a.id limit ?
        """,
        (row, _) ->
            new Unchained(
                row.getObject("id", UUID.class), row.getBoolean("pending"), row.getBoolean("late")),
        UNCHAINED.toSeconds(),
        day,
        day.plusDays(1),
        begin(day),
        begin(day.plusDays(DAYS_OF_BLOCKS)),
        MAX_UNCHAINED);
  }

  /** Those of a transaction that was open for days. */
  private Set<UUID> chainedLater(LocalDate day, List<Unchained> found) {
    List<UUID> ids = found.stream().filter(row -> !row.pending()).map(Unchained::id).toList();
    Set<UUID> later = new HashSet<>();
    jdbc.query(
        """
        select c.id from unnest(?) c (id)
        where exists (select from audit_blocks b where b.at >= ? and c.id = any(b.ids))
        """,
        statement -> {
          statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray()));
          statement.setObject(2, begin(day.plusDays(DAYS_OF_BLOCKS)));
        },
        row -> {
          later.add(row.getObject(1, UUID.class));
        });
    return later;
  }

  private static OffsetDateTime begin(LocalDate day) {
    return day.atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
