package dev.notifier.store.audit;

import dev.notifier.store.JsonText;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The newest removal of a month by the retention, which explains why older rows are missing.
 *
 * @param entry its row in the audit; null if there is none
 * @param end the first day that was kept
 * @param firstBlock the first block that was kept
 * @param hash what it continues
 */
record AuditRemoval(
    @Nullable UUID entry, LocalDate end, long firstBlock, String hash, boolean isVerified) {
  static final AuditRemoval NONE = new AuditRemoval(null, LocalDate.EPOCH, 0, "", false);

  /** The retention is at least a year; see {@code drop_audit_month}. */
  private static final int MIN_DAYS = 365;

  static AuditRemoval newest(JdbcTemplate jdbc) {
    return jdbc
        .query(
            // A constant, so that the index of these rows is used.
            "select "
                + AuditRow.COLUMNS
                + " from audit where operation = '"
                + AuditMonths.REMOVAL
                + "' order by id desc limit 1",
            (row, _) -> of(AuditRow.of(row)))
        .stream()
        .findFirst()
        .orElse(NONE);
  }

  private static AuditRemoval of(AuditRow row) {
    LocalDate end =
        YearMonth.parse(Objects.requireNonNullElse(row.text("target"), "1970-01"))
            .plusMonths(1)
            .atDay(1);
    LocalDate written = row.at().atOffset(ZoneOffset.UTC).toLocalDate();
    String detail = row.text("detail");
    Map<?, ?> blocks = detail == null ? Map.of() : JsonText.read(detail, Map.class);
    if (end.isAfter(written.minusDays(MIN_DAYS))
        || !(blocks.get(AuditMonths.FIRST_BLOCK) instanceof Number first)
        || !(blocks.get(AuditMonths.HASH) instanceof String hash)) {
      return new AuditRemoval(row.id(), LocalDate.EPOCH, 0, "", false);
    }
    return new AuditRemoval(row.id(), end, first.longValue(), hash, false);
  }

  AuditRemoval verified() {
    return new AuditRemoval(entry, end, firstBlock, hash, true);
  }

  /** Whether anything that is missing is explained by it. */
  boolean isUsed() {
    return entry != null && firstBlock > 0;
  }

  /** Whether a row is missing because its month was removed. */
  boolean covers(UUID row) {
    return AuditRow.timeOf(row).atOffset(ZoneOffset.UTC).toLocalDate().isBefore(end);
  }
}
