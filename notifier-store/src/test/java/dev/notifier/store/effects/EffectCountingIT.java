package dev.notifier.store.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.effects.EffectCounting.Step;
import dev.notifier.store.effects.EffectReport.Query;
import dev.notifier.store.effects.EffectStore.Put;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Effects are what a count of all notifications gives, however often counting is interrupted. */
class EffectCountingIT {
  private static final int DAYS = 30;
  private static final Duration KEPT = Duration.ofDays(90);
  private static final String TENANT = EffectNotifications.TENANT;

  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE.dataSource());

  /** Compares each reminder with each outcome. */
  private static final String FULL_COUNT =
      """
      with events as (
        select *, uuid_extract_timestamp(id) as at, coalesce(submitted_at, planned_at) as sent
        from notifications where tenant = ?),
      followed as (
        select r.*, (
          select min(o.at) from events o
          where o.type = 'card.renewed' and o.at > r.sent
            and o.at <= r.sent + ? * interval '24 hours'
            and (not ? or o.subject_digest = r.subject_digest)
            and case when o.person_ref is null or r.person_ref is null then o.phone = r.phone
              else o.person_ref = r.person_ref end) - r.sent as after
        from events r
        where r.type = 'card.expiring' and r.state = 'DELIVERED'
          and (r.phone is not null or r.person_ref is not null)
          and r.sent - r.at <= interval '3 days' and (not ? or r.subject_digest is not null))
      select concat_ws(' ', (at at time zone 'Asia/Ho_Chi_Minh')::date, template_id,
        template_version, locale, coalesce(audience, ''), count(*), count(*) filter (where after <= interval '168 hours'),
        count(*) filter (where after > interval '168 hours' and after <= interval '336 hours'),
        count(*) filter (where after > interval '336 hours'))
      from followed
      where (at at time zone 'Asia/Ho_Chi_Minh')::date >= ?
        and (at at time zone 'Asia/Ho_Chi_Minh')::date < ?
      group by (at at time zone 'Asia/Ho_Chi_Minh')::date, template_id, template_version, locale,
        audience
      order by (at at time zone 'Asia/Ho_Chi_Minh')::date, template_id, template_version, locale,
        coalesce(audience, '')
      """;

  private final EffectStore store = new EffectStore(DATABASE.dataSource(), KEPT);
  private final EffectReport report = new EffectReport(DATABASE.dataSource());
  private final Instant now =
      Objects.requireNonNull(JDBC.queryForObject("select now()", OffsetDateTime.class)).toInstant();

  @BeforeAll
  static void fill() {
    EffectNotifications.fill(JDBC, DAYS, 80, 60);
  }

  @BeforeEach
  void clear() {
    JDBC.update("delete from effects");
    JDBC.update("delete from event_types");
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private static Effect effect(String name, int days, boolean sameSubject) {
    return new Effect(
        name,
        EffectNotifications.REMINDER,
        List.of(EffectNotifications.OUTCOME),
        days,
        sameSubject);
  }

  private StoredEffect stored(String tenant, String name) {
    return store.find(tenant, name).orElseThrow();
  }

  /** As a worker that is started for each step. */
  private void countAll(int maxReminders) {
    Step step;
    do {
      step = new EffectCounting(DATABASE.dataSource(), KEPT, maxReminders).step(now);
      assertThat(step).isNotEqualTo(Step.FAILED);
    } while (step != Step.IDLE);
  }

  private List<String> counted(String tenant, StoredEffect effect) {
    Query query =
        new Query(
            tenant,
            effect.effect().name(),
            effect.firstDay(),
            effect.nextDay(),
            new LinkedHashSet<>(List.of(EffectColumn.values())));
    return report.rows(query, 10_000).stream()
        .map(row ->
            String.join(" ", row.values())
                + " %d %d %d %d"
                    .formatted(
                        row.reminded(),
                        row.after().upTo7(),
                        row.after().upTo14(),
                        row.after().upTo30() + row.after().later()))
        .toList();
  }

  private static Query all(StoredEffect effect) {
    return new Query(
        TENANT, effect.effect().name(), effect.firstDay(), effect.nextDay(), new LinkedHashSet<>());
  }

  private static List<@Nullable String> fullCount(String tenant, StoredEffect effect) {
    boolean sameSubject = effect.effect().sameSubject();
    return JDBC.queryForList(
        FULL_COUNT,
        String.class,
        tenant,
        effect.effect().days(),
        sameSubject,
        sameSubject,
        effect.firstDay(),
        effect.nextDay());
  }

  @ParameterizedTest
  @CsvSource({"10, false, 200", "10, true, 7", "20, false, 1000", "1, false, 9"})
  void countsAreThoseOfAFullCount(int days, boolean sameSubject, int maxReminders) {
    for (String tenant : List.of(TENANT, "other")) {
      assertThat(store.put(tenant, effect("renewed", days, sameSubject), now, "lan"))
          .isEqualTo(Put.CREATED);
    }
    countAll(maxReminders);
    for (String tenant : List.of(TENANT, "other")) {
      StoredEffect effect = stored(tenant, "renewed");
      assertThat(effect.nextDay())
          .as("its windows have not ended")
          .isEqualTo(EffectDays.dayOf(now).minusDays(days + EffectDays.SETTLING));
      assertThat(counted(tenant, effect)).isEqualTo(fullCount(tenant, effect)).isNotEmpty();
    }
    Query all = all(stored(TENANT, "renewed"));
    assertThat(report.rows(all, 10).getFirst().after().all()).as("followed").isPositive();
  }

  @Test
  void aWorkerThatEndsInAStepLeavesNothingHalf() {
    store.put(TENANT, effect("renewed", 10, false), now, "lan");
    TransactionTemplate killed =
        new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));
    EffectCounting counting = new EffectCounting(DATABASE.dataSource(), KEPT, 11);
    Step step;
    do {
      killed.executeWithoutResult(status -> {
        counting.step(now);
        status.setRollbackOnly();
      });
      step = counting.step(now);
    } while (step != Step.IDLE);
    StoredEffect effect = stored(TENANT, "renewed");
    assertThat(counted(TENANT, effect)).isEqualTo(fullCount(TENANT, effect)).isNotEmpty();
  }

  @Test
  void aDayThatIsBegunAgainIsNotCountedTwice() {
    store.put(TENANT, effect("renewed", 10, false), now, "lan");
    EffectCounting counting = new EffectCounting(DATABASE.dataSource(), KEPT, 4);
    // A day's reminders depend on the time of day: some days end after one step.
    do {
      assertThat(counting.step(now)).isEqualTo(Step.COUNTED);
    } while (JDBC.update("update effects set place = null where place is not null") == 0);
    countAll(20);
    StoredEffect effect = stored(TENANT, "renewed");
    assertThat(counted(TENANT, effect)).isEqualTo(fullCount(TENANT, effect)).isNotEmpty();
  }

  /** Erased recipients are not followed, and neither are those who waited for days. */
  @Test
  void whatCannotBeFollowedIsOnlyInTheDelivered() {
    store.put(TENANT, effect("renewed", 10, false), now, "lan");
    countAll(200);
    StoredEffect effect = stored(TENANT, "renewed");
    Query all = all(effect);
    assertThat(report.delivered(all))
        .isEqualTo(
            JDBC.queryForObject(
                """
                select count(*) from notifications
                where tenant = ? and type = 'card.expiring' and state = 'DELIVERED'
                  and (uuid_extract_timestamp(id) at time zone 'Asia/Ho_Chi_Minh')::date >= ?
                  and (uuid_extract_timestamp(id) at time zone 'Asia/Ho_Chi_Minh')::date < ?
                """,
                Long.class,
                TENANT,
                effect.firstDay(),
                effect.nextDay()))
        .isGreaterThan(report.rows(all, 10).getFirst().reminded());
  }

  @Test
  void anEffectThatFailsDoesNotHoldOthers() {
    store.put(TENANT, effect("a-failing", 10, false), now, "lan");
    store.put(TENANT, effect("renewed", 10, false), now, "lan");
    JDBC.execute(
        """
        alter table effect_counts add constraint failing check (effect <> 'a-failing')\
        """);
    EffectCounting counting = new EffectCounting(DATABASE.dataSource(), KEPT);
    try {
      int failed = 0;
      Step step;
      do {
        step = counting.step(now);
        failed += step == Step.FAILED ? 1 : 0;
      } while (step != Step.IDLE);
      assertThat(failed).isEqualTo(1);
      assertThat(counting.failing()).isEqualTo(1);
      assertThat(counted(TENANT, stored(TENANT, "renewed"))).isNotEmpty();
      assertThat(stored(TENANT, "a-failing").failures()).isEqualTo(1);
      assertThat(counting.step(now.plusSeconds(59))).isEqualTo(Step.IDLE);
      assertThat(counting.step(now.plusSeconds(60))).isEqualTo(Step.FAILED);
      assertThat(counting.step(now.plusSeconds(120))).as("later and later").isEqualTo(Step.IDLE);
    } finally {
      JDBC.execute("alter table effect_counts drop constraint failing");
    }
    assertThat(counting.step(now.plusSeconds(180))).isEqualTo(Step.COUNTED);
    assertThat(counting.failing()).isZero();
  }

  private static void retention(String type, int days) {
    JDBC.update(
        """
        insert into event_types (name, version, spec, updated_at)
        values (?, 1, json_build_object('retention', 'PT' || ? || 'H'), now())
        """,
        type,
        days * 24);
  }

  private static List<@Nullable String> next() {
    return JDBC.queryForList(
        """
        select tenant || ' ' || name from effects
        where last_step_at is not null order by last_step_at
        """,
        String.class);
  }

  @Test
  void tenantsTakeTurnsAndPastDaysOfNewEffectsComeLast() {
    store.put("a", effect("new-1", 10, false), now, "lan");
    store.put("a", effect("new-2", 10, false), now, "lan");
    store.put("b", effect("new", 10, false), now, "lan");
    store.put("c", effect("old", 10, false), now, "lan");
    JDBC.update(
        """
        update effects set created_at = now() - interval '99 days', next_day = ?, due_at = ?
        where name = 'old'
        """,
        EffectDays.dayOf(now).minusDays(15),
        EffectDays.due(EffectDays.dayOf(now).minusDays(15), 10).atOffset(ZoneOffset.UTC));
    EffectCounting counting = new EffectCounting(DATABASE.dataSource(), KEPT);

    counting.step(now);
    assertThat(next()).containsExactly("c old");
    counting.step(now);
    counting.step(now);
    assertThat(next()).containsExactly("c old", "a new-1", "b new");
    counting.step(now);
    counting.step(now);
    assertThat(next()).as("in turn").endsWith("b new");
    assertThat(new EffectAge(DATABASE.dataSource()).oldest())
        .as("past days are due since the definition")
        .isLessThan(Duration.ofHours(1));
  }

  @Test
  void aNewEffectBeginsWithTheDaysThatAllItsTypesKeep() {
    retention(EffectNotifications.OUTCOME, 18);
    store.put(TENANT, effect("renewed", 10, false), now, "lan");

    assertThat(stored(TENANT, "renewed").firstDay()).isEqualTo(EffectDays.dayOf(now).minusDays(17));
    countAll(200);
    assertThat(report.notCounted(all(stored(TENANT, "renewed")))).isEmpty();
  }

  @Test
  void aDayWhoseNotificationsMayBeDeletedIsNotCounted() {
    store.put(TENANT, effect("renewed", 10, false), now, "lan");
    LocalDate first = stored(TENANT, "renewed").firstDay();
    new EffectCounting(DATABASE.dataSource(), KEPT, 4).step(now);
    retention(EffectNotifications.OUTCOME, 18);
    countAll(200);

    StoredEffect effect = stored(TENANT, "renewed");
    assertThat(effect.nextDay()).isEqualTo(EffectDays.dayOf(now).minusDays(14));
    List<LocalDate> missing = report.notCounted(all(effect));
    assertThat(missing).isNotEmpty().startsWith(first);
    assertThat(missing.getLast()).isBefore(EffectDays.dayOf(now).minusDays(15));
    assertThat(counted(TENANT, effect))
        .isNotEmpty()
        .allSatisfy(row ->
            assertThat(LocalDate.parse(row.substring(0, row.indexOf(" "))))
                .isAfter(missing.getLast()));
  }

  @Test
  void aDefinitionNeverChanges() {
    assertThat(store.put(TENANT, effect("renewed", 10, false), now, "lan")).isEqualTo(Put.CREATED);
    assertThat(store.put(TENANT, effect("renewed", 10, false), now, "mai"))
        .isEqualTo(Put.UNCHANGED);
    assertThat(store.put(TENANT, effect("renewed", 11, false), now, "lan"))
        .isEqualTo(Put.DIFFERENT);
    for (int i = 1; i < EffectStore.MAX_EFFECTS; i++) {
      assertThat(store.put(TENANT, effect("e-" + i, 10, false), now, "lan")).isEqualTo(Put.CREATED);
    }
    assertThat(store.put(TENANT, effect("one-more", 10, false), now, "lan")).isEqualTo(Put.FULL);
    assertThat(store.put("other", effect("renewed", 10, false), now, "lan")).isEqualTo(Put.CREATED);
    assertThat(stored(TENANT, "renewed").createdBy()).isEqualTo("lan");
    assertThat(store.page(TENANT, "renewed", 5)).isEmpty();
    JDBC.update("delete from effects where name like 'e-%'");
    countAll(1_000);
    assertThat(store.delete("nobody", "renewed")).isFalse();
    assertThat(store.delete(TENANT, "renewed")).isTrue();
    assertThat(
            JDBC.queryForObject(
                "select count(*) from effect_counts where tenant = ? and effect = 'renewed'",
                Long.class,
                TENANT))
        .isZero();
    assertThat(counted("other", stored("other", "renewed"))).isNotEmpty();
  }

  @Test
  void countsAreDeletedAfterFiveYears() {
    store.put(TENANT, effect("renewed", 10, false), now, "lan");
    countAll(200);
    StoredEffect effect = stored(TENANT, "renewed");
    EffectCounting counting = new EffectCounting(DATABASE.dataSource(), KEPT);
    LocalDate last = effect.nextDay().minusDays(1);
    assertThat(counting.deleteOld(EffectDays.start(last.plusDays(EffectDays.KEPT)))).isFalse();
    assertThat(counted(TENANT, effect))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).startsWith(last.toString()));
  }
}
