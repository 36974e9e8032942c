package dev.notifier.worker.counters;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.counters.CounterDeletion;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.store.counters.CounterFolding;
import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.counters.UsageStore;
import dev.notifier.store.effects.EffectAge;
import dev.notifier.store.effects.EffectCounting;
import dev.notifier.store.groups.GroupCompletionStore;
import dev.notifier.store.groups.GroupCompletionStore.Completed;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.reports.SentSegmentStore;
import dev.notifier.store.templates.TemplateBytesCount;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

class CounterJobsIT {
  private static final Instant NOW = Instant.parse("2026-11-20T10:30:00Z");

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void foldsManyChangesInSteps() {
    jdbc.update(
        CounterDeltas.countInserted(
            """
            insert into notifications
              (id, tenant, source, event_id, type, lane, state, accepted_at, planned_at)
            select uuidv7(), 't', '/s', n::text, 'type.' || n, 'NORMAL', 'SKIPPED', now(), now()
            from generate_series(1, ?) n
            """),
        CounterFold.MAX_DELTAS + 1);
    assertThat(run(fold())).isEqualTo(2);
    assertThat(jdbc.queryForObject("select count(*) from counter_deltas", Integer.class)).isZero();
    assertThat(jdbc.queryForObject("select sum(number) from counters", Integer.class))
        .isEqualTo(CounterFold.MAX_DELTAS + 1);
    assertThat(new CounterStore(database).oldestUnfolded()).isZero();
  }

  @Test
  void deletesOldCountersAndThoseThatAreZero() {
    counter("old", OldCounterDeletion.KEPT.plusHours(11), 1);
    counter("not so old", OldCounterDeletion.KEPT.minusHours(1), 1);
    counter("zero", Duration.ofDays(OldCounterDeletion.ZEROS_TO_DAYS), 0);
    counter("used", Duration.ofDays(OldCounterDeletion.ZEROS_TO_DAYS), 2);
    counter("young zero", Duration.ofDays(OldCounterDeletion.ZEROS_TO_DAYS - 2), 0);
    for (String state : List.of("OLD", "YOUNG")) {
      jdbc.update(
          "insert into batch_counters values (?, 1, 1, ?, 't', null, ?, '')",
          new UUID(1, 1),
          NOW.minus(OldCounterDeletion.KEPT)
              .plusSeconds(state.equals("OLD") ? -1 : 1)
              .atOffset(ZoneOffset.UTC),
          state);
    }
    run(deletion());
    assertThat(jdbc.queryForList("select type from counters order by 1", String.class))
        .containsExactly("not so old", "used", "young zero");
    assertThat(jdbc.queryForList("select state from batch_counters", String.class))
        .containsExactly("YOUNG");
  }

  @Test
  void completesManyGroupsInSteps() {
    jdbc.update(
        """
        insert into notification_groups (tenant, name, created_at, changed, expected)
        select 't', n::text, now(), true, 1 from generate_series(1, ?) n
        """,
        GroupCompletion.MAX_GROUPS + 1);
    jdbc.update(
        """
        insert into batch_counters
        select null, 1, 1, now(), 't', n::text, 'DELIVERED', '' from generate_series(1, ?) n
        """,
        GroupCompletion.MAX_GROUPS);

    List<String> published = new ArrayList<>();
    JobKind kind =
        new GroupCompletion(
            new GroupCompletionStore(database, Duration.ofDays(2)),
            groups -> published.addAll(groups.stream().map(Completed::name).toList()));
    int steps = GroupCompletion.MAX_GROUPS / GroupCompletion.MAX_PUBLISHED + 1;
    assertThat(run(kind)).isEqualTo(steps);
    assertThat(run(kind)).isEqualTo(1);
    assertThat(published).hasSize(GroupCompletion.MAX_GROUPS).doesNotHaveDuplicates();

    assertThat(
            jdbc.queryForObject(
                "select count(completed_at) from notification_groups", Integer.class))
        .isEqualTo(GroupCompletion.MAX_GROUPS);
  }

  @Test
  void countsTheTemplatesOfTenantsInSteps() {
    jdbc.update(
        "insert into template_bytes select 't' || n, 4711 from generate_series(1, ?) n",
        TenantBytesCount.MAX_TENANTS + 1);

    assertThat(run(new TenantBytesCount(new TemplateBytesCount(database)))).isEqualTo(2);

    assertThat(jdbc.queryForObject("select sum(bytes) from template_bytes", Integer.class))
        .isZero();
  }

  @Test
  void deletesManyOldCountersInSteps() {
    jdbc.update(
        """
        insert into counters
        select ?::timestamptz, 1, 1, 't', n::text, '', '', '', '', ''
        from generate_series(1, ?) n
        """,
        NOW.minus(OldCounterDeletion.KEPT.plusDays(1)).atOffset(ZoneOffset.UTC),
        40 * OldCounterDeletion.MAX_ROWS);
    run(deletion());
    assertThat(jdbc.queryForObject("select count(*) from counters", Integer.class)).isZero();
  }

  /** The table has a few rows for each batch and group of five years. */
  @Test
  void readsTheCountersOfBatchesInSteps() {
    jdbc.update(
        """
        insert into batch_counters
        select null, 1, 1, ?::timestamptz + (n % 2 - 1) * interval '1 second', 't',
          lpad(n::text, 60, '0'), 'S', ''
        from generate_series(1, ?) n
        """,
        NOW.minus(OldCounterDeletion.KEPT).atOffset(ZoneOffset.UTC), 100_000);
    long pages = new CounterDeletion(database).batchPages();
    assertThat(pages).isGreaterThan(2 * OldCounterDeletion.PAGES);

    assertThat(run(deletion())).isGreaterThanOrEqualTo((int) (pages / OldCounterDeletion.PAGES));

    assertThat(jdbc.queryForObject("select count(*) from batch_counters", Integer.class))
        .isEqualTo(50_000);
  }

  /** After an update in the middle of a month, the whole month is counted in the first run. */
  @Test
  void countsWhatTenantsHaveUsedInTheMonth() {
    jdbc.update(
        """
        insert into counters
          (hour, tenant, type, template, route, lane, state, reason, number, segments)
        select h, 'son-la', '', '', '', '', 'DELIVERED', '', 1, 2
        from generate_series(date_trunc('month', now() at time zone 'UTC') at time zone 'UTC',
          date_trunc('hour', now()), interval '1 hour') h
        """);
    UsageStore usage = new UsageStore(database);
    JobKind kind = new QuotaCount(usage);

    assertThat(run(kind)).isLessThanOrEqualTo(29);
    assertThat(usage.due().earlier()).isNull();
    assertThat(usage.month().segments())
        .containsEntry(
            "son-la",
            jdbc.queryForObject(
                "select sum(segments)::int8 from counters where hour >= date_trunc('month', now()"
                    + " at time zone 'UTC') at time zone 'UTC'",
                Long.class));
    assertThat(run(kind)).isEqualTo(1);
  }

  /** A step for each of five days whose windows have ended, and one that finds no more. */
  @Test
  void countsTheDaysOfEffectsInSteps() {
    jdbc.update(
        """
        insert into effects (tenant, name, reminder, outcomes, days, same_subject, first_day,
          next_day, due_at, created_by)
        values ('t', 'e', 'a.b', '{c.d}', 1, false, '2026-11-10', '2026-11-10',
          '2026-11-15 17:00Z', 'x')
        """);
    JobKind kind = effects();

    assertThat(run(kind)).isEqualTo(6);
    assertThat(jdbc.queryForObject("select next_day::text from effects", String.class))
        .isEqualTo("2026-11-15");
    assertThat(run(kind)).isEqualTo(1);
  }

  @Test
  void anEffectThatCannotBeCountedIsReported() {
    jdbc.update(
        """
        insert into effects (tenant, name, reminder, outcomes, days, same_subject, first_day,
          next_day, due_at, created_by, failures)
        values ('t', 'e', 'a.b', '{c.d}', 1, false, '2026-11-10', '2026-11-10', '2026-11-21', 'x', 3)
        """);
    LeasedJob.Lease lease = new LeasedJob.Lease("a", NOW.atOffset(ZoneOffset.UTC), false);
    LeasedJob job =
        new LeasedJob(new UUID(0, 1), null, "effects", true, null, null, 0, null, 0, NOW, lease);
    assertThat(effects().step(job))
        .isInstanceOfSatisfying(
            JobStep.Blocked.class, blocked -> assertThat(blocked.error()).startsWith("1 effects"));
  }

  /** What a worker of an earlier build stored in the middle of a run. */
  @Test
  void aPositionOfAnotherFormatIsReadAsFarAsItIsKnown() {
    JobKind kind = deletion();

    int steps = OldCounterDeletion.ZEROS_TO_DAYS + 3;
    String position = "{\"daysAgo\": %s, \"batches\": true}".formatted(steps);
    assertThat(run(kind, position)).isEqualTo(steps - OldCounterDeletion.ZEROS_TO_DAYS + 1);
    assertThat(run(kind, "[]")).as("from the beginning").isEqualTo(run(kind));
  }

  private EffectCount effects() {
    return new EffectCount(
        new EffectCounting(database, Duration.ofDays(90)), new EffectAge(database));
  }

  private CounterFold fold() {
    return new CounterFold(new CounterFolding(database), new SentSegmentStore(database));
  }

  private OldCounterDeletion deletion() {
    return new OldCounterDeletion(new CounterDeletion(database), new SentSegmentStore(database));
  }

  private void counter(String type, Duration age, long number) {
    jdbc.update(
        "insert into counters values (date_trunc('hour', ?::timestamptz), ?, ?, 't', ?, '', '', '',"
            + " '', '')",
        NOW.minus(age).atOffset(ZoneOffset.UTC),
        number,
        number,
        type);
  }

  /** Returns the number of steps. */
  private static int run(JobKind kind) {
    return run(kind, null);
  }

  private static int run(JobKind kind, @Nullable String begin) {
    LeasedJob.Lease lease = new LeasedJob.Lease("a", NOW.atOffset(ZoneOffset.UTC), false);
    String position = begin;
    for (int steps = 1; ; steps++) {
      LeasedJob job =
          new LeasedJob(
              new UUID(0, 1), null, kind.name(), true, null, position, 0, null, 0, NOW, lease);
      JobStep step = kind.step(job);
      if (!(step instanceof JobStep.Proceed proceed)) {
        return steps;
      }
      position = json(proceed.position());
    }
  }

  private static @Nullable String json(@Nullable Object position) {
    return position == null ? null : JsonMapper.shared().writeValueAsString(position);
  }
}
