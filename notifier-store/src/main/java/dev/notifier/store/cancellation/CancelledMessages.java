package dev.notifier.store.cancellation;

import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.store.lookup.DigestLookup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Counts what became of messages, and releases those that wait for a time, a bounded number of
 * notifications at a time: in the order of their ids, which is that of their planning, or by the
 * digests of their events. Thread-safe.
 */
public final class CancelledMessages {
  /** A message that a carrier has or may have is not cancelled, even if the rest of it waits. */
  private static final String COUNTS =
      """
      count(*) filter (where class = 'cancelled') as cancelled,
      count(*) filter (where class = 'with_carriers') as with_carriers,
      count(*) filter (where class = 'not_sent') as not_sent,
      count(*) filter (where class = 'waiting') as waiting
      """;

  private static final String CLASS =
      """
      case
        when n.state = 'CANCELLED' then 'cancelled'
        when coalesce(n.accepted_segments, 0) <> 0 or coalesce(n.unconfirmed_segments, 0) <> 0
          or coalesce(n.delivered_segments, 0) <> 0 or coalesce(n.failed_segments, 0) <> 0
          or coalesce(n.possible_duplicate, false) then 'with_carriers'
        when n.state in ('ACCEPTED', 'DEFERRED', 'PLANNED') then 'waiting'
        when n.state in ('SKIPPED', 'EXPIRED') or n.reason = 'INTERNAL' then 'not_sent'
        else 'with_carriers'
      end as class
      """;

  /**
   * A message that waits for a time is released now, so that plan cancels it, unless it was
   * released already; also one of a paused batch. If plan does not know the rule yet, it waits
   * again, and is released by the next count.
   */
  private static final String RELEASED =
      """
      released as (
        update deferred d
        set release_at = least(d.release_at, clock_timestamp()), ends_at = clock_timestamp()
        from found where d.notification_id = found.id and found.state = 'DEFERRED'
          and d.release = d.planned
          and (d.release_at > clock_timestamp() or d.ends_at > clock_timestamp()))
      """
          .strip();

  /** The filter is applied to a page of ids, so a page takes as long however few match. */
  private static final String PAGE =
      """
      with page as materialized (
        select n.id, n.tenant = ? and n.accepted_at >= ? and n.accepted_at <= ?
            and coalesce(n.source = ?, true) and coalesce(n.type = ?, true)
            and coalesce(n.group_id = ?, ?::text is null) and coalesce(n.key_id = ?, ?::text is null)
            and (coalesce(n.template_id = any(?::text[]), ?::text is null) or n.detail = ?) as matches,
          n.state, CLASS
        from notifications n where n.id > ? and n.id <= ? order by n.id limit ?),
      found as (select id, state, class from page where matches),
      RELEASED,
      counted as (select COUNTS from found)
      select counted.*, (select id from page order by id offset ? limit 1) as last from counted
      """
          .replace("CLASS", CLASS)
          .replace("RELEASED", RELEASED)
          .replace("COUNTS", COUNTS);

  private static final String OF_IDS =
      """
      with found as materialized (
        select n.id, n.state, CLASS from notifications n
        where n.id = any(?) and n.tenant = ? and n.accepted_at <= ?),
      RELEASED
      select COUNTS from found
      """
          .replace("CLASS", CLASS)
          .replace("RELEASED", RELEASED)
          .replace("COUNTS", COUNTS);

  private final JdbcClient jdbc;
  private final DigestLookup digests;

  /**
   * @param clock decides only where to look first
   */
  public CancelledMessages(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.digests = new DigestLookup(dataSource, clock);
  }

  /**
   * The messages of a page.
   *
   * @param last the last notification that was looked at; null if there are no more
   */
  public record Page(CancellationCounts counts, @Nullable UUID last) {}

  /**
   * The messages of events.
   *
   * @param unknown events that no plan stage has stored, or whose notification was deleted
   */
  public record Found(CancellationCounts counts, int unknown) {}

  /**
   * Counts those of a page of notifications that a filter selects.
   *
   * @param after the last notification before the page
   * @param until the last one that may be in it
   * @param from the first time of acceptance
   */
  public Page count(CancellationRecord rule, UUID after, UUID until, Instant from, int maxRows) {
    CancellationFilter filter = Objects.requireNonNull(rule.filter(), "filter");
    List<String> templates = rule.templates();
    return jdbc.sql(PAGE)
        .param(rule.tenant())
        .param(from.atOffset(ZoneOffset.UTC))
        .param(rule.acceptedTo().atOffset(ZoneOffset.UTC))
        .param(filter.source())
        .param(filter.type())
        .param(filter.group())
        .param(filter.group())
        .param(filter.keyId())
        .param(filter.keyId())
        .param(templates == null ? null : new SqlArrayValue("text", templates.toArray()))
        .param(filter.template())
        .param(CancellationCounts.CANCELLED_BY + rule.id())
        .param(after)
        .param(until)
        .param(maxRows)
        .param(maxRows - 1)
        .query((row, _) -> new Page(counts(row), row.getObject("last", UUID.class)))
        .single();
  }

  /** Counts the messages of events of a list. */
  public Found count(CancellationRecord rule, Collection<UUID> events) {
    Map<UUID, UUID> found = digests.find(events);
    CancellationCounts counts =
        found.isEmpty()
            ? CancellationCounts.NONE
            : jdbc.sql(OF_IDS)
                .params(
                    new SqlArrayValue("uuid", found.values().toArray()),
                    rule.tenant(),
                    rule.madeAt().atOffset(ZoneOffset.UTC))
                .query((row, _) -> counts(row))
                .single();
    return new Found(counts, events.size() - (int) Math.min(counts.total(), events.size()));
  }

  private static CancellationCounts counts(ResultSet row) throws SQLException {
    return new CancellationCounts(
        row.getLong("cancelled"),
        row.getLong("with_carriers"),
        row.getLong("not_sent"),
        row.getLong("waiting"));
  }
}
