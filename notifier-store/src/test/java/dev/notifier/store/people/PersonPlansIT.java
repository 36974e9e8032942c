package dev.notifier.store.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.partitions.PlanMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where days have few numbers, PostgreSQL believes that a page of any number is full soon. */
class PersonPlansIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE.dataSource());
  private static final int DAYS = 3;

  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));

  @BeforeAll
  static void createPartitions() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    JDBC.queryForList(
        "select create_day_partitions('notifications', ?, ?)", today.minusDays(DAYS + 1), today);
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 50, 1_000})
  void aPersonIsFoundByAnIndexOfPersons(int persons) {
    fill(persons);

    for (Person person :
        List.of(
            new Person("default", "+84900000000", null),
            new Person("default", null, "person-without-notifications"))) {
      String index = person.phone() == null ? "person_ref" : "_phone_idx";
      assertThat(planOfExport(NotificationData.exportOf(person, ""), person))
          .contains(index)
          .doesNotContain("pkey", "Seq Scan");
      assertThat(planOfOverview(person)).contains(index).doesNotContain("pkey", "Seq Scan");
      for (KeptEventData.Kind kind : KeptEventData.Kind.values()) {
        assertThat(planOfExport(KeptEventData.exportOf(person, kind, ""), person))
            .contains(index)
            .doesNotContain("Seq Scan", "Hash Join", "Merge Join")
            .doesNotContainPattern("notifications_\\d{8}_pkey");
      }
      assertThat(planOfErasure(person)).contains(index).doesNotContain("pkey");
    }
  }

  private static void fill(int persons) {
    JDBC.execute("truncate notifications");
    JDBC.update(
        """
        insert into notifications (id, accepted_at, planned_at, finished_at, state, tenant, source,
          event_id, type, lane, phone, person_ref)
        select uuidv7(-(d * interval '1 day') - i * interval '10 millisecond'), now(), now(), now(),
          'DELIVERED', 'default', 's', i::text, 't', 'normal',
          '+849' || lpad((1 + i * 7919 % ?)::text, 8, '0'), 'person-' || i * 7919 % ?
        from generate_series(0, ?) d, generate_series(1, 5000) i
        """,
        persons, persons, DAYS);
    JDBC.execute("analyze notifications");
  }

  private String planOfOverview(Person person) {
    return planOf(
        NotificationPages.overviewOf(person.column()),
        "5000, 'default', '" + person.key() + "', 5001");
  }

  private String planOfExport(String sql, Person person) {
    return planOf(sql, "'" + person.key() + "', 'default', '', 100");
  }

  private String planOf(String sql, String values) {
    String numbered = sql;
    for (int i = 1; numbered.contains("?"); i++) {
      numbered = numbered.replaceFirst("\\?", "\\$" + i);
    }
    String prepared = numbered;
    return plan(() -> {
      JDBC.execute("prepare export as " + prepared);
      String plan = explain("execute export (" + values + ")");
      JDBC.execute("deallocate export");
      return plan;
    });
  }

  private String planOfErasure(Person person) {
    String sql = NotificationData.endedOf(person);
    for (String value : List.of("'" + person.key() + "'", "'default'", "now()", "1000")) {
      sql = sql.replaceFirst("\\?", value);
    }
    String erasure = sql;
    return plan(() -> {
      JDBC.execute("set local plan_cache_mode = force_custom_plan; set local enable_seqscan = on");
      return explain(erasure);
    });
  }

  private String plan(Supplier<String> explained) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          JDBC.execute(PlanMode.ONCE);
          return explained.get();
        }));
  }

  private static String explain(String statement) {
    return String.join("\n", JDBC.queryForList("explain " + statement, String.class));
  }
}
