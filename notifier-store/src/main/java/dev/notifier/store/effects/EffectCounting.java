package dev.notifier.store.effects;

import dev.notifier.store.effects.ReminderPages.Hour;
import dev.notifier.store.effects.ReminderPages.Page;
import dev.notifier.store.reports.MessageReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the reminders of a day, and those of them that an outcome followed, when all windows of
 * the day have ended. Each step reads a page and saves its counts together with its place, so
 * nothing is counted twice or left out whenever a worker ends. Tenants take turns, and days whose
 * windows have ended since their effect was defined come before those of its past. An effect that
 * fails is tried again later and later, and holds no other. A day whose notifications may be
 * deleted is not counted, and marked. Thread-safe.
 */
public final class EffectCounting {
  /**
   * Each has two probes a day of the window: some 100 ms in memory, a second from a disk, for a
   * window of {@value #USUAL_DAYS} days.
   */
  static final int MAX_REMINDERS = 200;

  /** The fewest reminders of a page, which has fewer the longer the window is. */
  static final int MIN_REMINDERS = 20;

  private static final int USUAL_DAYS = 30;

  private static final int MAX_OLD_ROWS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(EffectCounting.class);

  /** There are at most {@value EffectStore#MAX_EFFECTS} of each tenant. */
  private static final String DUE =
      """
      select tenant, name from (
        select *, max(last_step_at) over (partition by tenant) as turn from effects) e
      where due_at <= ?
      order by next_day + days + ? < (created_at at time zone ?)::date, turn nulls first, due_at,
        tenant, name
      limit 1
      """;

  private static final String LOCK =
      """
      select name, reminder, outcomes, days, same_subject, next_day, place from effects
      where tenant = ? and name = ? and due_at <= ? for no key update skip locked
      """;

  private static final String FINISH =
      """
      update effects set next_day = ?, due_at = ?, place = null, failures = 0,
        last_step_at = clock_timestamp()
      where tenant = ? and name = ?
      """;

  /** A minute, then twice as long each time, up to about an hour. */
  private static final String POSTPONE =
      """
      update effects set failures = failures + 1, last_step_at = clock_timestamp(),
        due_at = cast(? as timestamptz) + interval '1 minute' * (1 << least(failures, 6))
      where tenant = ? and name = ? and due_at <= ?
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ReminderPages pages;
  private final Outcomes outcomes;
  private final EffectRetention retention;
  private final int maxReminders;

  /**
   * @param retention of notifications whose event type has none of its own
   */
  public EffectCounting(DataSource dataSource, Duration retention) {
    this(dataSource, retention, MAX_REMINDERS);
  }

  EffectCounting(DataSource dataSource, Duration retention, int maxReminders) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.pages = new ReminderPages(jdbc);
    this.outcomes = new Outcomes(jdbc);
    this.retention = new EffectRetention(jdbc, retention);
    this.maxReminders = maxReminders;
  }

  /** What a step did. */
  public enum Step {
    COUNTED,
    /** An effect could not be counted, and is tried again later. */
    FAILED,
    /** No day can be counted now. */
    IDLE
  }

  private record Key(String tenant, String name) {}

  private record Due(String tenant, Effect effect, LocalDate day, @Nullable UUID place) {}

  /**
   * Counts a page of the next day.
   *
   * @param now of PostgreSQL's clock
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Step step(Instant now) {
    Object time = now.atOffset(ZoneOffset.UTC);
    Key key =
        jdbc
            .query(
                DUE,
                (row, _) -> new Key(row.getString(1), row.getString(2)),
                time,
                EffectDays.SETTLING,
                MessageReport.ZONE)
            .stream()
            .findFirst()
            .orElse(null);
    if (key == null) {
      return Step.IDLE;
    }
    try {
      transaction.executeWithoutResult(_ ->
          jdbc.query(LOCK, (row, _) -> due(row, key.tenant()), key.tenant(), key.name(), time)
              .forEach(due -> count(due, now)));
      return Step.COUNTED;
    } catch (CannotCreateTransactionException e) {
      throw e;
    } catch (DataAccessResourceFailureException e) {
      postponeIfAvailable(key, time, e);
      throw e;
    } catch (DataAccessException e) {
      LOG.warn(
          "An effect of tenant {} could not be counted, and is tried again: {}",
          key.tenant(),
          e.getClass().getSimpleName());
      postpone(key, time);
      return Step.FAILED;
    }
  }

  private void postpone(Key key, Object time) {
    jdbc.update(POSTPONE, time, key.tenant(), key.name(), time);
  }

  /** Its statement may have been cut, and would be again: then others are next. */
  private void postponeIfAvailable(
      Key key, Object time, DataAccessResourceFailureException failure) {
    try {
      postpone(key, time);
    } catch (DataAccessException | CannotCreateTransactionException e) {
      failure.addSuppressed(e);
    }
  }

  /** How many effects could not be counted when they were tried last. */
  public int failing() {
    return Objects.requireNonNullElse(
        jdbc.queryForObject("select count(*) from effects where failures > 0", Integer.class), 0);
  }

  /**
   * Deletes counts after five years.
   *
   * @return whether there may be more
   */
  public boolean deleteOld(Instant now) {
    LocalDate before = EffectDays.dayOf(now).minusDays(EffectDays.KEPT);
    int deleted = 0;
    for (String table : List.of("effect_counts", "effect_days")) {
      deleted +=
          jdbc.update(
              """
              delete from %1$s where ctid = any(array(
                select c.ctid from effects e
                  join %1$s c on c.tenant = e.tenant and c.effect = e.name
                where e.first_day < ? and c.day < ? limit ?))
              """
                  .formatted(table),
              before,
              before,
              MAX_OLD_ROWS);
    }
    return deleted >= MAX_OLD_ROWS;
  }

  private void count(Due due, Instant now) {
    String tenant = due.tenant();
    Effect effect = due.effect();
    boolean kept = EffectRetention.isKept(due.day(), retention.shortest(effect), now);
    if (due.place() == null || !kept) {
      jdbc.update(
          "delete from effect_counts where tenant = ? and effect = ? and day = ?",
          tenant,
          effect.name(),
          due.day());
    }
    if (!kept) {
      notCounted(due);
      return;
    }
    List<Hour> hours =
        pages.hours(
            tenant,
            effect.reminder(),
            EffectDays.start(due.day()),
            EffectDays.start(due.day().plusDays(1)));
    Page page = pages.next(tenant, effect, hours, due.place(), reminders(effect));
    add(due, page.reminders());
    if (page.place() == null) {
      finish(due, hours.stream().mapToLong(Hour::delivered).sum());
    } else {
      jdbc.update(
          """
          update effects set place = ?, failures = 0, last_step_at = clock_timestamp()
          where tenant = ? and name = ?
          """,
          page.place(),
          tenant,
          effect.name());
    }
  }

  private int reminders(Effect effect) {
    return Math.min(
        maxReminders, Math.max(MIN_REMINDERS, maxReminders * USUAL_DAYS / effect.days()));
  }

  private void add(Due due, List<Reminder> reminders) {
    if (reminders.isEmpty()) {
      return;
    }
    List<@Nullable Duration> after = outcomes.after(due.tenant(), due.effect(), reminders);
    EffectCounts counts = new EffectCounts();
    for (int i = 0; i < reminders.size(); i++) {
      counts.add(reminders.get(i), after.get(i));
    }
    counts.store(jdbc, due.tenant(), due.effect().name(), due.day());
  }

  /** Zeros would look as if no one was reminded. */
  private void notCounted(Due due) {
    jdbc.update(
        """
        insert into effect_days (tenant, effect, day, delivered, counted) values (?, ?, ?, 0, false)
        on conflict (tenant, effect, day) do update set delivered = 0, counted = false
        """,
        due.tenant(),
        due.effect().name(),
        due.day());
    next(due);
  }

  private void finish(Due due, long delivered) {
    if (delivered > 0) {
      jdbc.update(
          """
          insert into effect_days (tenant, effect, day, delivered) values (?, ?, ?, ?)
          on conflict (tenant, effect, day) do update set delivered = excluded.delivered
          """,
          due.tenant(),
          due.effect().name(),
          due.day(),
          delivered);
    }
    next(due);
  }

  private void next(Due due) {
    LocalDate next = due.day().plusDays(1);
    jdbc.update(
        FINISH,
        next,
        EffectDays.due(next, due.effect().days()).atOffset(ZoneOffset.UTC),
        due.tenant(),
        due.effect().name());
  }

  private static Due due(ResultSet row, String tenant) throws SQLException {
    return new Due(
        tenant,
        EffectStore.effect(row),
        row.getObject("next_day", LocalDate.class),
        row.getObject("place", UUID.class));
  }
}
