package dev.notifier.store.audit;

import java.time.Duration;
import java.time.Instant;
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

/**
 * Checks the chain of the audit against its rows. Reads only, in many short statements, so that
 * nothing waits for it. Not thread-safe: for one check.
 */
public final class AuditCheck {
  /** A row that is not chained for this long is reported; the job runs each second. */
  public static final Duration UNCHAINED = Duration.ofMinutes(1);

  private static final int BLOCKS_AT_A_TIME = 100;

  /** For each day with a difference; more of them are of no use. */
  private static final int MAX_UNCHAINED = 1_000;

  /** The rows of a day are in the blocks of this day and of the next, except very few. */
  private static final int DAYS_OF_BLOCKS = 2;

  private final JdbcTemplate jdbc;
  private final AuditKey key;
  private final AuditFindings findings = new AuditFindings();
  private final Map<LocalDate, Long> chained = new TreeMap<>();
  private AuditRemoval removal = AuditRemoval.NONE;

  public AuditCheck(DataSource dataSource, AuditKey key) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.key = key;
  }

  /**
   * Checks everything.
   *
   * @param heads hashes of blocks that were noted elsewhere, by number; may be empty
   */
  public AuditFindings run(Map<Long, String> heads) {
    removal = AuditRemoval.newest(jdbc);
    byte @Nullable [] before = null;
    long number = 0;
    List<AuditBlock> blocks = blocks(number);
    while (!blocks.isEmpty()) {
      for (AuditBlock block : blocks) {
        before = number == 0 ? beforeFirst(block) : requireNext(block, number, before);
        check(block, before);
        if (!block.headText().equals(heads.getOrDefault(block.number(), block.headText()))) {
          findings.block(block.number(), "its hash is not the one that was noted");
        }
        before = block.head();
        number = block.number();
        findings.checked(block.number(), block.ids().size(), block.headText());
      }
      blocks = blocks(number);
    }
    for (long noted : heads.keySet()) {
      if (noted > number) {
        findings.block(noted, "it is missing at the end of the chain");
      }
    }
    checkRemoval();
    checkUnchained();
    return findings;
  }

  private List<AuditBlock> blocks(long after) {
    return jdbc.query(
        "select "
            + AuditBlock.COLUMNS
            + " from audit_blocks where number > ? order by number limit ?",
        AuditBlock::of,
        after,
        BLOCKS_AT_A_TIME);
  }

  /** What the first block that exists continues; null if that is unknown. */
  private byte @Nullable [] beforeFirst(AuditBlock first) {
    if (first.number() == 1) {
      return AuditBlock.BEGINNING;
    }
    if (removal.firstBlock() == first.number()) {
      return HexFormat.of().parseHex(removal.hash());
    }
    findings.block(1, "it and the next ones up to " + (first.number() - 1) + " are missing");
    return null;
  }

  private byte @Nullable [] requireNext(
      AuditBlock block, long number, byte @Nullable [] before) {
    if (block.number() == number + 1) {
      return before;
    }
    findings.block(
        number + 1,
        block.number() == number + 2
            ? "it is missing"
            : "it and the next ones up to " + (block.number() - 1) + " are missing");
    return null;
  }

  private void check(AuditBlock block, byte @Nullable [] before) {
    if (block.keyId() != key.id()) {
      findings.block(block.number(), "it was chained with another privacy key");
      block.ids().forEach(this::count);
      return;
    }
    Map<UUID, AuditRow> rows = AuditChain.rows(jdbc, block.ids());
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
          findings.row(block.number(), id, "it was removed");
        }
      } else {
        count(id);
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
      findings.row(block.number(), id, "it, its place or its hash was changed");
    } else if (id.equals(removal.entry())) {
      removal = removal.verified();
    }
  }

  private void count(UUID id) {
    chained.merge(day(AuditRow.timeOf(id)), 1L, Long::sum);
  }

  /** A forged entry of a removal would excuse what is missing. */
  private void checkRemoval() {
    if (removal.isUsed() && !removal.isVerified()) {
      findings.row(0, removal.entry(), "the entry of the last removal of a month is not chained");
    }
  }

  /** Rows that no block has: all days are counted, and those that differ are searched. */
  private void checkUnchained() {
    for (LocalDate month :
        jdbc.query("select audit_months()", (row, _) -> row.getObject(1, LocalDate.class))) {
      stored(month)
          .forEach((day, count) -> {
            if (count != chained.getOrDefault(day, 0L)) {
              checkUnchained(day);
            }
          });
    }
  }

  /** How many rows each day has; of one month, because a statement may take 30 s. */
  private Map<LocalDate, Long> stored(LocalDate month) {
    Map<LocalDate, Long> stored = new TreeMap<>();
    jdbc.query(
        """
        select (uuid_extract_timestamp(id) at time zone 'UTC')::date, count(*)
        from audit where id >= lowest_id(?) and id < lowest_id(?) group by 1
        """,
        row -> {
          stored.put(row.getObject(1, LocalDate.class), row.getLong(2));
        },
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
        findings.row(0, row.id(), "it was inserted past the program, so no block has it");
      } else if (row.pending() && row.late()) {
        findings.late(row.id());
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

  private static LocalDate day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
