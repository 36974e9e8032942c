package dev.notifier.store.forged;

import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Texts that recipients have asked about and that were not sent by us, such as forged ones. Only a
 * digest of each is stored. Thread-safe; calls take part in the transaction of the caller.
 */
public final class ForeignTexts {
  /** How long reports are kept. */
  private static final int KEPT_DAYS = 400;

  private static final int COUNTED_DAYS = 30;

  /** More than a report adds, so that the table does not grow. */
  private static final int DELETED_ROWS = 10;

  private final JdbcTemplate jdbc;
  private final ForgedTextAlerts alerts;

  public ForeignTexts(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.alerts = new ForgedTextAlerts(dataSource);
  }

  /**
   * Notes that a person has asked about a text, which may raise an alert. Also deletes some reports
   * that are too old.
   *
   * @return how often it was reported to the tenant in the last 30 days, this time included
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public long report(ReportedText report) {
    LocalDate day = report.at().atOffset(ZoneOffset.UTC).toLocalDate();
    jdbc.update(
        """
        delete from foreign_texts where (day, tenant, text_digest) in (
          select day, tenant, text_digest from foreign_texts where day < ?
          order by day, tenant, text_digest limit ? for update skip locked)
        """,
        day.minusDays(KEPT_DAYS),
        DELETED_ROWS);
    jdbc.update(
        """
        insert into foreign_texts as f (day, tenant, text_digest) values (?, ?, ?)
        on conflict (day, tenant, text_digest) do update
        set reports = least(f.reports::bigint + 1, 2147483647)
        """,
        day,
        report.tenant(),
        report.text());
    alerts.report(report);
    Long reports =
        jdbc.queryForObject(
            """
            select sum(reports) from foreign_texts
            where day = any(select (?::date - n) from generate_series(0, ?) n)
              and tenant = ? and text_digest = ?
            """,
            Long.class,
            day,
            COUNTED_DAYS - 1,
            report.tenant(),
            report.text());
    return reports == null ? 0 : reports;
  }
}
