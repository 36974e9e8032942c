package dev.notifier.store.effects;

import dev.notifier.store.PgInstants;
import dev.notifier.store.access.TenantLock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores which effects tenants count. A definition never changes: one that is wrong is deleted with
 * its counts. Thread-safe; calls take part in the transaction of the caller.
 */
public final class EffectStore {
  /** Each may read the reminders of a day once, so a tenant has few. */
  public static final int MAX_EFFECTS = 20;

  private static final String COLUMNS =
      """
      select name, reminder, outcomes, days, same_subject, first_day, next_day, failures, created_at,
        created_by
      from effects where tenant = :tenant
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final EffectRetention retention;

  /**
   * @param retention of notifications whose event type has none of its own
   */
  public EffectStore(DataSource dataSource, Duration retention) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.retention = new EffectRetention(new JdbcTemplate(dataSource), retention);
  }

  /** The result of a definition. */
  public enum Put {
    CREATED,
    /** The effect is already like that. */
    UNCHANGED,
    /** There is another one of this name; nothing is changed. */
    DIFFERENT,
    /** The tenant has as many as allowed; nothing is changed. */
    FULL
  }

  /**
   * How many days notifications must be kept, so that they can be counted.
   *
   * @param days of the effect
   */
  public static int daysToKeep(int days) {
    return days + EffectDays.SETTLING + 2;
  }

  /**
   * Defines an effect. Its reminders are counted from the oldest day that is kept, at most 90 days
   * before the first one whose windows have ended.
   *
   * @param createdBy the name of the caller
   */
  public Put put(String tenant, Effect effect, Instant now, String createdBy) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          TenantLock.lock(jdbc, tenant);
          StoredEffect stored = find(tenant, effect.name()).orElse(null);
          if (stored != null) {
            return stored.effect().equals(effect) ? Put.UNCHANGED : Put.DIFFERENT;
          }
          if (page(tenant, "", MAX_EFFECTS).size() == MAX_EFFECTS) {
            return Put.FULL;
          }
          insert(tenant, effect, firstDay(effect, now), createdBy);
          return Put.CREATED;
        }));
  }

  private void insert(String tenant, Effect effect, LocalDate first, String createdBy) {
    jdbc.sql(
            """
            insert into effects (tenant, name, reminder, outcomes, days, same_subject, first_day,
              next_day, due_at, created_by)
            values (:tenant, :name, :reminder, :outcomes, :days, :sameSubject, :first, :first, :due,
              :by)
            """)
        .param("tenant", tenant)
        .param("name", effect.name())
        .param("reminder", effect.reminder())
        .param("outcomes", effect.outcomes().toArray(String[]::new))
        .param("days", effect.days())
        .param("sameSubject", effect.sameSubject())
        .param("first", first)
        .param("due", EffectDays.due(first, effect.days()).atOffset(ZoneOffset.UTC))
        .param("by", createdBy)
        .update();
  }

  /** The first day of UTC that is kept begins in the middle of a day of Vietnam. */
  private LocalDate firstDay(Effect effect, Instant now) {
    LocalDate today = EffectDays.dayOf(now);
    LocalDate kept =
        jdbc.sql("select coalesce(min(d) + 1, :today) from partition_days('notifications') d")
            .param("today", today)
            .query((row, _) -> row.getObject(1, LocalDate.class))
            .single();
    LocalDate keptOfTypes = today.minusDays(retention.shortest(effect).toDays() - 1);
    LocalDate first = today.minusDays(effect.days() + EffectDays.SETTLING + EffectDays.PAST);
    return Stream.of(kept, keptOfTypes, first).max(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * Returns a page of a tenant's effects, by name.
   *
   * @param after the last name of the page before; empty for the first page
   * @param limit the most effects
   */
  public List<StoredEffect> page(String tenant, String after, int limit) {
    return jdbc.sql(COLUMNS + "and name > :after order by name limit :limit")
        .param("tenant", tenant)
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> stored(row))
        .list();
  }

  /** Returns a tenant's effect. */
  public Optional<StoredEffect> find(String tenant, String name) {
    return jdbc.sql(COLUMNS + "and name = :name")
        .param("tenant", tenant)
        .param("name", name)
        .query((row, _) -> stored(row))
        .optional();
  }

  /**
   * Deletes an effect with its counts.
   *
   * @return false if there is none
   */
  public boolean delete(String tenant, String name) {
    return jdbc.sql("delete from effects where tenant = :tenant and name = :name")
            .param("tenant", tenant)
            .param("name", name)
            .update()
        > 0;
  }

  static Effect effect(ResultSet row) throws SQLException {
    return new Effect(
        row.getString("name"),
        row.getString("reminder"),
        List.of((String[]) row.getArray("outcomes").getArray()),
        row.getInt("days"),
        row.getBoolean("same_subject"));
  }

  private static StoredEffect stored(ResultSet row) throws SQLException {
    return new StoredEffect(
        effect(row),
        row.getObject("first_day", LocalDate.class),
        row.getObject("next_day", LocalDate.class),
        row.getInt("failures"),
        PgInstants.get(row, "created_at"),
        row.getString("created_by"));
  }
}
