package dev.notifier.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.jobs.JobQueue;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import java.sql.Date;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Days of notifications in the past, and the job that removes them. */
final class RetentionHarness implements AutoCloseable {
  private static final int MAX_STEPS = 10_000;

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final JobQueue queue = new JobQueue(database);
  private final PartitionStore partitions = new PartitionStore(database);
  private final DataRetention job;
  private final LocalDate today = partitions.today();
  private @Nullable String position;
  private int attempts;

  /**
   * @param pages that a step copies
   */
  RetentionHarness(int pages) {
    job =
        new DataRetention(
            new RetentionStore(database),
            new RetentionRules.Settings(
                Duration.ofDays(90), Duration.ofDays(8), Duration.ofDays(90)),
            pages);
    jdbc.update(
        "insert into event_types (name, version, spec, updated_at) values ('a.b', 1, '{}', now())");
  }

  HikariDataSource database() {
    return database;
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  DataRetention job() {
    return job;
  }

  LocalDate today() {
    return today;
  }

  static String digits(LocalDate day) {
    return day.toString().replace("-", "");
  }

  static String name(LocalDate day) {
    return "notifications_" + digits(day);
  }

  void retention(String type, String retention) {
    jdbc.update(
        """
        insert into event_types (name, version, spec, updated_at)
        values (?, 1, json_build_object('name', ?::text, 'retention', ?::text), now())
        on conflict (name) do update set spec = excluded.spec
        """,
        type,
        type,
        retention);
  }

  void insert(LocalDate day, String type, int rows) {
    partitions.create(Table.NOTIFICATIONS, day, day);
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, state, phone, body,
          accepted_at, planned_at, finished_at)
        select overlay(lowest_id(?)::text placing substr(uuidv7()::text, 15) from 15)::uuid,
          'default', '/s', i::text, ?, 'normal', 'DELIVERED', '+84900000000', repeat('x', 400),
          now(), now(), now()
        from generate_series(1, ?) i
        """,
        Date.valueOf(day),
        type,
        rows);
  }

  UUID insertOpen(LocalDate day, String type) {
    insert(day, type, 1);
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            update notifications set state = 'PLANNED', finished_at = null
            where id = (select id from notifications
              where id >= lowest_id(?) and id < lowest_id(?) order by accepted_at desc limit 1)
            returning id
            """,
            UUID.class,
            Date.valueOf(day),
            Date.valueOf(day.plusDays(1))));
  }

  void insertDigest(LocalDate day) {
    partitions.create(Table.EVENT_DIGESTS, day, day);
    jdbc.update(
        "insert into event_digests values (uuidv7(), uuidv7(), uuidv7(), 0, 0, ?)",
        Date.valueOf(day));
  }

  /** The partition of the business keys of a day, which has a key. */
  String insertKey(LocalDate day) {
    partitions.create(Table.BUSINESS_KEYS, day, day);
    LocalDate week = Table.BUSINESS_KEYS.firstDay(day);
    jdbc.update(
        "insert into business_keys (claimed_at, key, notification_id, week)"
            + " values (now(), uuidv7(), uuidv7(), ?)",
        Date.valueOf(week));
    return "business_keys_" + digits(week);
  }

  void keyWindow(String type, String window) {
    jdbc.update(
        """
        insert into event_types (name, version, spec, updated_at)
        values (?, 1, json_build_object('businessKeyWindow', ?::text), now())
        """,
        type,
        window);
  }

  void run() {
    runAt(today);
  }

  void runAt(LocalDate day) {
    assertThat(end(day)).isInstanceOf(JobStep.Done.class);
  }

  JobStep runToEnd() {
    return end(today);
  }

  JobStep runAfterLastFailure() {
    attempts = DataRetention.MAX_ATTEMPTS;
    return runToEnd();
  }

  private JobStep end(LocalDate day) {
    for (int i = 0; i < MAX_STEPS; i++) {
      JobStep step = stepInTransaction(day, false);
      if (!(step instanceof JobStep.Proceed)) {
        return step;
      }
    }
    throw new AssertionError("it does not end");
  }

  /** Does each step twice, the first time without its commit. */
  void runWithKillAfterEachStep() {
    for (int i = 0; i < MAX_STEPS; i++) {
      String before = position;
      try {
        stepInTransaction(today, true);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("killed");
      }
      position = before;
      if (stepInTransaction(today, false) instanceof JobStep.Done) {
        return;
      }
    }
  }

  /** Copies the first pages. */
  void stepUntilPage(int page) {
    for (int i = 0; i < MAX_STEPS; i++) {
      stepInTransaction(today, false);
      if (position != null && position.contains("\"page\":" + page)) {
        return;
      }
    }
  }

  private JobStep stepInTransaction(LocalDate day, boolean killed) {
    return queue.inTransaction(() -> {
      JobStep step = job.step(leased(day));
      if (killed) {
        throw new IllegalStateException("killed");
      }
      switch (step) {
        case JobStep.Proceed(Object next, _) -> {
          position = JsonMapper.shared().writeValueAsString(next);
          attempts = 0;
        }
        case JobStep.Done _ -> {
          position = null;
          attempts = 0;
        }
        case JobStep.Blocked blocked -> {
          position = JsonMapper.shared().writeValueAsString(blocked.position());
          attempts = 0;
        }
        case JobStep.Later _, JobStep.Failed _ -> {}
      }
      return step;
    });
  }

  private LeasedJob leased(LocalDate day) {
    Instant now = day.atTime(0, 1).toInstant(ZoneOffset.UTC);
    LeasedJob.Lease lease = new LeasedJob.Lease("a", now.atOffset(ZoneOffset.UTC), false);
    return new LeasedJob(
        new UUID(0, 1), null, "retention", true, null, position, 0, null, attempts, now, lease);
  }

  /** Saves a step as a worker does. */
  void save(JobQueue target, LeasedJob leased, JobStep step) {
    if (step instanceof JobStep.Proceed(Object next, var progress)
        && !target.proceed(leased, next, progress, Duration.ZERO)) {
      throw new IllegalStateException("lost");
    }
  }

  List<String> types(int age) {
    return jdbc.query(
        "select distinct type from " + name(today.minusDays(age)) + " order by 1",
        (row, _) -> row.getString(1));
  }

  List<UUID> ids(int age) {
    return jdbc.query(
        "select id from " + name(today.minusDays(age)) + " order by 1",
        (row, _) -> row.getObject(1, UUID.class));
  }

  List<UUID> ids(int age, String type) {
    return jdbc.query(
        "select id from " + name(today.minusDays(age)) + " where type = ? order by 1",
        (row, _) -> row.getObject(1, UUID.class),
        type);
  }

  long count(String type, int age) {
    return ids(age, type).size();
  }

  @Nullable String body(UUID id) {
    return jdbc.queryForObject("select body from notifications where id = ?", String.class, id);
  }

  /** All columns of the rows of a type. */
  String content(int age, String type) {
    return String.valueOf(
        jdbc.queryForObject(
            "select string_agg(n::text, ',' order by id) from "
                + name(today.minusDays(age))
                + " n where type = ?",
            String.class,
            type));
  }

  List<String> indexes(int age) {
    return jdbc.query(
        """
        select regexp_replace(pg_get_indexdef(indexrelid), '^.* USING', '') from pg_index
        where indrelid = ?::regclass order by 1
        """,
        (row, _) -> row.getString(1),
        name(today.minusDays(age)));
  }

  boolean attachedAs(int age) {
    LocalDate day = today.minusDays(age);
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            """
            select pg_get_expr(relpartbound, oid)
              = format('FOR VALUES FROM (%L) TO (%L)', lowest_id(?), lowest_id(?))
            from pg_class where oid = ?::regclass
            """,
            Boolean.class, Date.valueOf(day), Date.valueOf(day.plusDays(1)), name(day)));
  }

  long table(int age) {
    Long table =
        jdbc.queryForObject(
            "select ?::regclass::oid::bigint", Long.class, name(today.minusDays(age)));
    return table == null ? 0 : table;
  }

  /** The bytes of the rows of a day. */
  long size(int age) {
    Long size =
        jdbc.queryForObject(
            "select pg_relation_size(?::regclass)", Long.class, name(today.minusDays(age)));
    return size == null ? 0 : size;
  }

  boolean exists(int age) {
    return exists(name(today.minusDays(age)));
  }

  boolean exists(String table) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("select to_regclass(?) is not null", Boolean.class, table));
  }

  /** Neither the table, nor the trigger, nor what it noted. */
  void assertNoCopyIsLeft() {
    assertThat(exists("notifications_copy")).isFalse();
    assertThat(jdbc.queryForList("select from pg_trigger where tgname = 'notifications_copy'"))
        .isEmpty();
    assertThat(jdbc.queryForList("select id from notification_changes")).isEmpty();
  }

  @Override
  public void close() {
    database.close();
  }
}
