package dev.notifier.store.optouts;

import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which states of numbers are to be published. One program at a time reads and publishes them, so
 * that an older state never follows a newer one. Thread-safe.
 */
public final class OptOutChanges {
  /** How often all states are published again, in case something else has overwritten them. */
  static final Duration ROUND = Duration.ofDays(7);

  /** The advisory lock of the program that publishes. */
  private static final long LOCK = 0x6e6f_7469_0038L;

  private static final long VERSION_ZERO = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

  private static final boolean FRESH = false;
  private static final boolean IMPORTED = true;

  private static final UUID FIRST = new UUID(0, 0);

  /**
   * Goes from one scope and purpose of a number to its next and reads the newest statement of each:
   * a number may have millions of statements, and must not delay those of other numbers.
   */
  static final String NEWEST =
      """
      with recursive subjects as (
        select recipient, first.scope, first.purpose
        from unnest(?::uuid[]) as page (recipient) cross join lateral (
          select scope, purpose from opt_out_events e where e.recipient = page.recipient
          order by scope, purpose limit 1) first
        union all
        select s.recipient, next.scope, next.purpose from subjects s cross join lateral (
          select scope, purpose from opt_out_events e
          where e.recipient = s.recipient and (e.scope, e.purpose) > (s.scope, s.purpose)
          order by scope, purpose limit 1) next)
      select s.recipient, s.scope, s.purpose, newest.opted_out,
        greatest(1, extract(epoch from last.recorded_at)::int8 - ?) as version
      from subjects s cross join lateral (
        select opted_out from opt_out_events e
        where e.recipient = s.recipient and e.scope = s.scope and e.purpose = s.purpose
        order by at desc, id desc limit 1) newest
      cross join lateral (
        select recorded_at from opt_out_events e where e.recipient = s.recipient
        order by recorded_at desc limit 1) last
      """;

  private static final String PAGE =
      """
      (select distinct recipient from opt_out_events
       where recipient > ? order by recipient limit ?)
      union
      (select distinct recipient from excluded_persons
       where recipient > ? order by recipient limit ?)
      order by recipient limit ?
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ExcludedSubjects persons;

  public OptOutChanges(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
    persons = new ExcludedSubjects(jdbc);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** Receives states; if it throws, they are published again. */
  @FunctionalInterface
  public interface Publication extends Consumer<Map<UUID, OptOutRecord>> {}

  /**
   * What was published.
   *
   * @param changes how many changes
   * @param imported the id of the last change by an import
   */
  public record Published(int changes, long imported) {
    /** Nothing yet. */
    public static final Published NOTHING = new Published(0, 0);
  }

  /**
   * Publishes the numbers that have changed first.
   *
   * @param last what was published before, so that deleted changes of imports are not read again;
   *     one that became visible late is published in the next run, which begins with {@link
   *     Published#NOTHING}
   * @param limit the most changes
   */
  public Published publishChanged(Published last, int limit, Publication publication) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
          List<Change> changes = changes(FRESH, 0, limit);
          List<Change> imported =
              changes.size() < limit
                  ? changes(IMPORTED, last.imported, limit - changes.size())
                  : List.of();
          Set<UUID> recipients = new HashSet<>();
          changes.forEach(change -> recipients.add(change.recipient));
          imported.forEach(change -> recipients.add(change.recipient));
          publish(recipients, publication);
          delete(FRESH, changes);
          delete(IMPORTED, imported);
          return new Published(
              changes.size() + imported.size(),
              imported.isEmpty() ? last.imported : imported.getLast().id);
        }));
  }

  private record Change(long id, UUID recipient) {}

  private List<Change> changes(boolean imported, long after, int limit) {
    return jdbc.query(
        """
        select id, recipient from opt_out_changes where imported = ? and id > ?
        order by id limit ?
        """,
        (row, _) -> new Change(row.getLong(1), row.getObject(2, UUID.class)),
        imported,
        after,
        limit);
  }

  private void delete(boolean imported, List<Change> changes) {
    if (!changes.isEmpty()) {
      jdbc.update(
          "delete from opt_out_changes where imported = ? and id = any(?)",
          imported,
          new SqlArrayValue("bigint", changes.stream().map(Change::id).toArray()));
    }
  }

  /** Whether there are changes to publish, or a round is due or not at its end. */
  public boolean isDue(String target, Instant now) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            """
            select (select id from opt_out_changes where imported = false order by id limit 1)
              is not null
              or (select id from opt_out_changes where imported = true order by id limit 1)
              is not null
              or not exists (
              select from opt_out_round where target = ? and after is null and started_at >= ?)
            """,
            Boolean.class,
            target,
            now.minus(ROUND).atOffset(ZoneOffset.UTC)));
  }

  /**
   * Publishes a page of all numbers, if a round is due: the topic or the key is another one than in
   * the last round, or that was a week ago.
   *
   * @param target the topic and the key
   * @param limit the most numbers
   * @return whether there is more
   */
  public boolean publishRound(String target, Instant now, int limit, Publication publication) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          if (!lock()) {
            return false;
          }
          begin(target, now);
          UUID after = jdbc.queryForObject("select after from opt_out_round", UUID.class);
          if (after == null) {
            return false;
          }
          List<UUID> recipients =
              jdbc.query(
                  PAGE,
                  (row, _) -> row.getObject(1, UUID.class),
                  after,
                  limit,
                  after,
                  limit,
                  limit);
          publish(Set.copyOf(recipients), publication);
          boolean isLast = recipients.size() < limit;
          passed(isLast ? null : recipients.getLast());
          return !isLast;
        }));
  }

  private void begin(String target, Instant now) {
    jdbc.update(
        """
        insert into opt_out_round as r (started_at, after, target) values (?, ?, ?)
        on conflict (one) do update
          set started_at = excluded.started_at, after = excluded.after, target = excluded.target
          where r.target <> excluded.target or (r.after is null and r.started_at < ?)
        """,
        now.atOffset(ZoneOffset.UTC),
        FIRST,
        target,
        now.minus(ROUND).atOffset(ZoneOffset.UTC));
  }

  private void passed(@Nullable UUID last) {
    jdbc.update("update opt_out_round set after = ?::uuid", last == null ? null : last.toString());
  }

  private boolean lock() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, LOCK));
  }

  private void publish(Set<UUID> recipients, Publication publication) {
    if (!recipients.isEmpty()) {
      publication.accept(states(recipients));
    }
  }

  /** What these numbers have opted out of. */
  Map<UUID, OptOutRecord> states(Set<UUID> recipients) {
    Map<UUID, Integer> versions = new HashMap<>();
    Map<UUID, Map<String, Integer>> scopes = new HashMap<>();
    jdbc.query(
        NEWEST,
        row -> {
          UUID recipient = row.getObject("recipient", UUID.class);
          int bit = OptOutPurpose.valueOf(row.getString("purpose")).bit();
          versions.put(recipient, row.getInt("version"));
          scopes
              .computeIfAbsent(recipient, _ -> new HashMap<>())
              .merge(
                  row.getString("scope"),
                  row.getBoolean("opted_out") ? bit : 0,
                  (known, other) -> known | other);
        },
        new SqlArrayValue("uuid", recipients.toArray()),
        VERSION_ZERO);
    Map<UUID, OptOutRecord> states = new LinkedHashMap<>();
    scopes.forEach((recipient, bits) ->
        states.put(recipient, OptOutRecord.of(versions.getOrDefault(recipient, 1), bits)));
    persons.addTo(states, recipients, VERSION_ZERO);
    return states;
  }
}
