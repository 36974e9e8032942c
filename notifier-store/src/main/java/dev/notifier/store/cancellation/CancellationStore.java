package dev.notifier.store.cancellation;

import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.contracts.sending.BatchLine;
import dev.notifier.store.JsonText;
import dev.notifier.store.PgInstants;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.NewJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores cancellations, each with the job that counts its messages. Thread-safe; calls take part in
 * the transaction of the caller.
 */
public final class CancellationStore {
  /** The kind of the job that counts the messages of a cancellation. */
  public static final String JOB = "cancellation";

  /** A rule that nothing ends, such as one whose job was cancelled, ends after this time. */
  static final Duration LONGEST = Duration.ofDays(365);

  /** The most cancellations that are ended or deleted at once. */
  private static final int MAX_ROWS = 1_000;

  /** The seed of the advisory locks of tenants. */
  private static final long LOCK = 0x6e6f_7469_0030L;

  private static final String COLUMNS =
      """
      id, tenant, made_at, filter::text, coalesce(length(events), 0) / 16 as size, reason, made_by,
      cancelled, with_carriers, not_sent, waiting, unknown_events, keep_until, counted_at, done_at,
      ended_at, ended_by
      """;

  /** Only the filter of a revoked key concerns what is accepted later. */
  private static final String OF_KEY =
      "coalesce((filter ->> 'acceptedTo')::timestamptz > made_at, false)";

  private static final String OF_BATCH =
      "coalesce(filter ->> 'source' like '" + BatchLine.SOURCES + "%', false)";

  private final JdbcClient jdbc;
  private final JobStore jobs;
  private final TransactionTemplate transaction;

  public CancellationStore(DataSource dataSource) {
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.jdbc = JdbcClient.create(dataSource);
    this.jobs = new JobStore(dataSource);
  }

  /**
   * How many rules of a tenant may be in force: every worker has them in memory and compares each
   * message with the filters.
   *
   * @param filters of those that are no rules of batches or revoked keys
   * @param batches rules of batches
   * @param keys rules of revoked keys
   * @param events of all lists together
   */
  public record Limits(int filters, int batches, int keys, int lists, int events) {}

  /** What the job counts. */
  public record Order(UUID cancellation) {}

  private record InForce(int filters, int batches, int keys, int lists, int events) {
    InForce with(NewCancellation made) {
      if (made.filter() == null) {
        return new InForce(filters, batches, keys, lists + 1, events + made.events().size());
      }
      if (made.isOfRevokedKey()) {
        return new InForce(filters, batches, keys + 1, lists, events);
      }
      return made.isOfBatch()
          ? new InForce(filters, batches + 1, keys, lists, events)
          : new InForce(filters + 1, batches, keys, lists, events);
    }

    boolean isWithin(Limits limits) {
      return filters <= limits.filters()
          && batches <= limits.batches()
          && keys <= limits.keys()
          && lists <= limits.lists()
          && events <= limits.events();
    }
  }

  /**
   * Makes a cancellation. It replaces those with the same filter, which concern no more than it
   * does.
   *
   * @return empty if the tenant has too many rules in force; nothing is stored then
   */
  public Optional<CancellationRecord> insert(NewCancellation made, Limits limits) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, ?))")
        .params(made.tenant(), LOCK)
        .query((row, _) -> 1)
        .single();
    UUID same = sameInForce(made);
    InForce after = inForce(made.tenant()).with(made);
    if (same == null && !after.isWithin(limits)) {
      return Optional.empty();
    }
    if (same != null) {
      end(made.tenant(), same, made.madeAt(), made.madeBy());
    }
    UUID id = jdbc.sql("select uuidv7()").query(UUID.class).single();
    CancellationRecord rule = rule(id, made);
    insert(rule, made.reason(), made.madeBy(), made.keepUntil());
    return Optional.of(rule);
  }

  private InForce inForce(String tenant) {
    return jdbc.sql(
            """
            select
              count(*) filter (where filter is not null and not OF_KEY and not OF_BATCH)::int4,
              count(*) filter (where filter is not null and not OF_KEY and OF_BATCH)::int4,
              count(*) filter (where filter is not null and OF_KEY)::int4,
              count(events)::int4, coalesce(sum(length(events)), 0)::int4 / 16
            from cancellations where tenant = ? and ended_at is null
            """
                .replace("OF_KEY", OF_KEY)
                .replace("OF_BATCH", OF_BATCH))
        .param(tenant)
        .query((row, _) ->
            new InForce(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)))
        .single();
  }

  private @Nullable UUID sameInForce(NewCancellation made) {
    return made.filter() == null
        ? null
        : jdbc.sql(
                """
                select id from cancellations
                where tenant = ? and ended_at is null and filter = ?::jsonb
                order by id desc limit 1
                """)
            .params(made.tenant(), JsonText.write(made.filter()))
            .query(UUID.class)
            .optional()
            .orElse(null);
  }

  /**
   * Ends a rule: what it concerns and still waits is sent.
   *
   * @return false if the tenant has no such rule in force
   */
  public boolean end(String tenant, UUID id, Instant at, String by) {
    return jdbc.sql(
                """
                update cancellations set ended_at = ?, ended_by = ?
                where id = ? and tenant = ? and ended_at is null
                """)
            .params(at.atOffset(ZoneOffset.UTC), by, id, tenant)
            .update()
        == 1;
  }

  private static CancellationRecord rule(UUID id, NewCancellation made) {
    CancellationFilter filter = made.filter();
    return filter == null
        ? CancellationRecord.of(id, made.tenant(), made.madeAt(), made.events())
        : CancellationRecord.of(id, made.tenant(), made.madeAt(), filter);
  }

  /**
   * Takes over a rule of the topic, for a database that was restored from a backup.
   *
   * @return whether it was missing
   */
  public boolean restore(CancellationRecord rule, Instant keepUntil) {
    // A rule without its job would never be counted, and nothing would add the job later.
    return Boolean.TRUE.equals(
        transaction.execute(_ -> insert(rule, "restored from Kafka", "notifier", keepUntil)));
  }

  private boolean insert(CancellationRecord rule, String reason, String madeBy, Instant keepUntil) {
    boolean inserted =
        jdbc.sql(
                    """
                    insert into cancellations
                      (id, tenant, made_at, filter, events, reason, made_by, keep_until)
                    values (?, ?, ?, ?::jsonb, ?, ?, ?, ?) on conflict (id) do nothing
                    """)
                .param(rule.id())
                .param(rule.tenant())
                .param(rule.madeAt().atOffset(ZoneOffset.UTC))
                .param(rule.filter() == null ? null : JsonText.write(rule.filter()))
                .param(rule.events())
                .param(reason)
                .param(madeBy)
                .param(keepUntil.atOffset(ZoneOffset.UTC))
                .update()
            == 1;
    if (inserted) {
      jobs.add(new NewJob(rule.tenant(), JOB, new Order(rule.id()), null, madeBy));
    }
    return inserted;
  }

  /** The rules in force. */
  public List<UUID> idsInForce() {
    return jdbc.sql("select id from cancellations where ended_at is null")
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  /** Whether a rule is in force for everything that a key sent until it was refused. */
  public boolean hasKeyInForce(String tenant, String keyId) {
    return jdbc.sql(
            """
            select exists (
              select from cancellations
              where tenant = ? and ended_at is null and filter - 'acceptedTo' = ?::jsonb
                and (filter ->> 'acceptedTo')::timestamptz > made_at)
            """)
        .params(tenant, JsonText.write(Map.of("keyId", keyId)))
        .query(Boolean.class)
        .single();
  }

  /** Which of these rules have ended. */
  public List<UUID> ended(List<UUID> rules) {
    return jdbc.sql(
            "select id from cancellations where id = any(?::uuid[]) and ended_at is not null")
        .param(new SqlArrayValue("uuid", rules.toArray()))
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  /** Finds a cancellation of a tenant. */
  public Optional<StoredCancellation> find(String tenant, UUID id) {
    return jdbc.sql("select " + COLUMNS + " from cancellations where id = ? and tenant = ?")
        .params(id, tenant)
        .query((row, _) -> stored(row))
        .optional();
  }

  /**
   * Returns a page of the cancellations of a tenant, the newest first.
   *
   * @param before the last one of the page before; null = from the newest
   */
  public List<StoredCancellation> page(String tenant, @Nullable UUID before, int limit) {
    UUID last = before == null ? new UUID(-1, -1) : before;
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from cancellations where tenant = ? and id < ? order by id desc limit ?")
        .params(tenant, last, limit)
        .query((row, _) -> stored(row))
        .list();
  }

  /** Finds the rule of a job, with its events; empty if it has ended or was deleted. */
  public Optional<CancellationRecord> rule(UUID id) {
    return jdbc.sql(
            "select " + COLUMNS + ", events from cancellations where id = ? and ended_at is null")
        .param(id)
        .query((row, _) -> rule(row, row.getBytes("events")))
        .optional();
  }

  /**
   * Notes what was counted.
   *
   * @param unknownEvents events of a list that were not found
   * @param done whether nothing waits any more
   * @param keepUntil if it is later than that which is stored
   */
  public void counted(
      UUID id,
      CancellationCounts counts,
      long unknownEvents,
      Instant at,
      boolean done,
      Instant keepUntil) {
    jdbc.sql(
            """
            update cancellations
            set cancelled = ?, with_carriers = ?, not_sent = ?, waiting = ?, unknown_events = ?,
                counted_at = ?, done_at = case when ?::boolean then ?::timestamptz end,
                keep_until = greatest(keep_until, ?)
            where id = ?
            """)
        .params(
            counts.cancelled(),
            counts.withCarriers(),
            counts.notSent(),
            counts.waiting(),
            unknownEvents,
            at.atOffset(ZoneOffset.UTC),
            done,
            at.atOffset(ZoneOffset.UTC),
            keepUntil.atOffset(ZoneOffset.UTC),
            id)
        .update();
  }

  /** Ends rules of which nothing can be left; returns how many. */
  public int endRules(Instant now) {
    return jdbc.sql(
            """
            update cancellations set ended_at = ? where id in (
              select id from cancellations
              where ended_at is null and (done_at is not null and keep_until < ? or made_at < ?)
              limit ?)
            """)
        .params(
            now.atOffset(ZoneOffset.UTC),
            now.atOffset(ZoneOffset.UTC),
            now.minus(LONGEST).atOffset(ZoneOffset.UTC),
            MAX_ROWS)
        .update();
  }

  /** Deletes cancellations whose rules ended before a time; returns how many. */
  public int deleteEnded(Instant before) {
    return jdbc.sql(
            """
            delete from cancellations where id in (
              select id from cancellations where ended_at < ? order by ended_at limit ?)
            """)
        .params(before.atOffset(ZoneOffset.UTC), MAX_ROWS)
        .update();
  }

  private static CancellationRecord rule(ResultSet row, byte @Nullable [] events)
      throws SQLException {
    String filter = row.getString("filter");
    return new CancellationRecord(
        CancellationRecord.VERSION,
        row.getObject("id", UUID.class),
        row.getString("tenant"),
        PgInstants.get(row, "made_at"),
        filter == null ? null : JsonText.read(filter, CancellationFilter.class),
        events);
  }

  private static StoredCancellation stored(ResultSet row) throws SQLException {
    return new StoredCancellation(
        rule(row, null),
        row.getInt("size"),
        row.getString("reason"),
        row.getString("made_by"),
        new CancellationCounts(
            row.getLong("cancelled"),
            row.getLong("with_carriers"),
            row.getLong("not_sent"),
            row.getLong("waiting")),
        row.getLong("unknown_events"),
        new StoredCancellation.Times(
            PgInstants.get(row, "keep_until"),
            PgInstants.getNullable(row, "counted_at"),
            PgInstants.getNullable(row, "done_at"),
            PgInstants.getNullable(row, "ended_at"),
            row.getString("ended_by")));
  }
}
