package dev.notifier.store.forged;

import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Alerts about texts that were reported several times within an hour, at most one for each text and
 * hour. Only digests are stored. Thread-safe; calls take part in the transaction of the caller, and
 * throw {@link DataAccessException} if PostgreSQL is unavailable.
 */
public final class ForgedTextAlerts {
  /** The number of reports of a text within {@link #WITHIN} that raises an alert. */
  public static final int REPORTS = 5;

  /** Within which they come, and for which there is no other alert of this text. */
  public static final Duration WITHIN = Duration.ofHours(1);

  /** The most alerts of a tenant within {@link #WITHIN}: somebody who changes each text. */
  static final int MAX_OF_TENANT = 20;

  /** How long alerts are kept. */
  private static final Duration KEPT = Duration.ofDays(30);

  /** More than a report adds, so that the tables do not grow. */
  private static final int DELETED_ROWS = 10;

  /** Reports may be stored in another order than they came. */
  private static final String NOTE =
      """
      insert into reported_texts as t (tenant, text_digest, times) values (?, ?, array[?::timestamptz])
      on conflict (tenant, text_digest) do update set
        times = (
          select array_agg(at order by at desc) from (
            select at from unnest(t.times || excluded.times) each (at) order by at desc limit %d) n),
        stored_at = now()
      """
          .formatted(REPORTS);

  private static final String RAISE =
      """
      with raised as (
        update reported_texts set alerted_at = times[1]
        where tenant = ? and text_digest = ? and cardinality(times) = %d
          and times[%d] >= times[1] - ?::interval
          and (alerted_at is null or alerted_at <= times[1] - ?::interval)
          and (select count(*) from (
            select from forged_text_alerts
            where tenant = ? and at > ?::timestamptz - ?::interval limit %d) others) < %d
        returning tenant, text_digest, times)
      insert into forged_text_alerts (tenant, text_digest, since, at, inbound_id)
      select tenant, text_digest, times[%d], times[1], ?::uuid from raised
      """
          .formatted(REPORTS, REPORTS, MAX_OF_TENANT, MAX_OF_TENANT, REPORTS);

  /** Goes from one tenant to the next, and reads some alerts of each. */
  private static final String UNANNOUNCED =
      """
      with recursive tenants as (
        (select tenant from forged_text_alerts where announced_at is null order by tenant limit 1)
        union all
        select next.tenant from tenants t cross join lateral (
          select tenant from forged_text_alerts a
          where a.announced_at is null and a.tenant > t.tenant order by tenant limit 1) next)
      select a.* from tenants cross join lateral (
        select id, tenant, since, at, inbound_id, row_number() over (order by id) as turn
        from forged_text_alerts f
        where f.announced_at is null and f.tenant = tenants.tenant
        order by id limit ?) a
      order by a.turn, a.id limit ?
      """;

  private final JdbcTemplate jdbc;

  public ForgedTextAlerts(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** Notes a report, and raises an alert if there are enough. Also deletes some old rows. */
  public void report(ReportedText report) {
    delete();
    OffsetDateTime at = report.at().atOffset(ZoneOffset.UTC);
    jdbc.update(NOTE, report.tenant(), report.text(), at);
    String within = WITHIN.toString();
    jdbc.update(
        RAISE,
        report.tenant(),
        report.text(),
        within,
        within,
        report.tenant(),
        at,
        within,
        report.inbound());
  }

  /** Reports may come late, so it is not their times that count. */
  private void delete() {
    jdbc.update(
        """
        delete from reported_texts where (tenant, text_digest) in (
          select tenant, text_digest from reported_texts where stored_at < now() - ?::interval
          order by stored_at limit ? for update skip locked)
        """,
        WITHIN.multipliedBy(2).toString(),
        DELETED_ROWS);
    jdbc.update(
        """
        delete from forged_text_alerts where id in (
          select id from forged_text_alerts where stored_at < now() - ?::interval
          order by stored_at limit ? for update skip locked)
        """,
        KEPT.toString(),
        DELETED_ROWS);
  }

  /**
   * Alerts that were not published on {@code notifier.statuses}: the oldest of each tenant in turn,
   * so that many of one delay no others.
   */
  public List<ForgedTextAlert> unannounced(int limit) {
    return jdbc.query(UNANNOUNCED, (row, _) -> alert(row), limit, limit);
  }

  /** The alerts of a tenant since a time, the newest first. */
  public List<ForgedTextAlert> since(String tenant, Instant since, int limit) {
    return jdbc.query(
        """
        select id, tenant, since, at, inbound_id from forged_text_alerts
        where tenant = ? and at > ? order by at desc, id desc limit ?
        """,
        (row, _) -> alert(row),
        tenant,
        since.atOffset(ZoneOffset.UTC),
        limit);
  }

  /** Notes that alerts were published. */
  public void announced(List<ForgedTextAlert> alerts, Instant now) {
    jdbc.update(
        "update forged_text_alerts set announced_at = ? where id = any(?)",
        now.atOffset(ZoneOffset.UTC),
        new SqlArrayValue("uuid", alerts.stream().map(ForgedTextAlert::id).toArray()));
  }

  private static ForgedTextAlert alert(ResultSet row) throws SQLException {
    return new ForgedTextAlert(
        row.getObject("id", UUID.class),
        row.getString("tenant"),
        PgInstants.get(row, "since"),
        PgInstants.get(row, "at"),
        row.getObject("inbound_id", UUID.class));
  }
}
