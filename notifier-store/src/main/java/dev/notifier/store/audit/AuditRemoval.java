package dev.notifier.store.audit;

import dev.notifier.store.JsonText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The newest removal of a month by the retention, which explains why older rows and blocks are
 * missing.
 *
 * @param end the first day that was kept
 * @param firstBlock the first block that was kept; 0 if there was none
 * @param hash what it continues
 */
record AuditRemoval(LocalDate end, long firstBlock, String hash) {
  static final AuditRemoval NONE = new AuditRemoval(LocalDate.EPOCH, 0, "");

  /** More than in 80 years; someone may insert any number. */
  private static final int MAX_READ = 1_000;

  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
  private static final Pattern BLOCK_HASH = Pattern.compile("[0-9a-f]{64}");

  /**
   * What the audit says about removals.
   *
   * @param valid the newest one; {@link #NONE} if there is none
   * @param invalid rows that no program with the key has written
   */
  record Found(AuditRemoval valid, List<UUID> invalid) {}

  static Found newest(JdbcTemplate jdbc, AuditKey key) {
    AuditRemoval newest = null;
    List<UUID> invalid = new ArrayList<>();
    for (AuditRow row : rows(jdbc)) {
      AuditRemoval removal = of(row, key);
      if (removal == null) {
        invalid.add(row.id());
      } else if (newest == null || removal.end().isAfter(newest.end())) {
        newest = removal;
      }
    }
    return new Found(Objects.requireNonNullElse(newest, NONE), invalid);
  }

  private static List<AuditRow> rows(JdbcTemplate jdbc) {
    return jdbc.query(
        // A constant, so that the index of these rows is used.
        "select "
            + AuditRow.COLUMNS
            + " from audit where operation = '"
            + AuditMonths.REMOVAL
            + "' and outcome = 'done' order by id desc limit "
            + MAX_READ,
        (row, _) -> AuditRow.of(row));
  }

  /** Null if no program with the key has written the row. */
  private static @Nullable AuditRemoval of(AuditRow row, AuditKey key) {
    String month = row.text("target");
    String detail = row.text("detail");
    // Only an object is read: someone may have stored any JSON.
    if (month == null
        || detail == null
        || !MONTH.matcher(month).matches()
        || !detail.stripLeading().startsWith("{")) {
      return null;
    }
    Map<?, ?> blocks = JsonText.read(detail, Map.class);
    if (!(blocks.get(AuditMonths.FIRST_BLOCK) instanceof Number first)
        || !(blocks.get(AuditMonths.HASH) instanceof String hash)
        || !(BLOCK_HASH.matcher(hash).matches() || first.longValue() == 0)
        || !key.removal(month, first.longValue(), hash).equals(blocks.get(AuditMonths.SEAL))) {
      return null;
    }
    try {
      LocalDate end = YearMonth.parse(month).plusMonths(1).atDay(1);
      return new AuditRemoval(end, first.longValue(), hash);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Whether a row is missing because its month was removed. */
  boolean covers(UUID row) {
    return AuditRow.timeOf(row).atOffset(ZoneOffset.UTC).toLocalDate().isBefore(end);
  }
}
