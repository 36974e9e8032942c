package dev.notifier.store.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.partitions.PlanMode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Notifications of more days than a statement is planned for. */
class NotificationLookupIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE.dataSource());
  private static final int DAYS = 12;
  private static final List<UUID> IDS = new ArrayList<>();

  private final NotificationLookup lookup =
      new NotificationLookup(DATABASE.dataSource(), InstantSource.system());
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));

  @BeforeAll
  static void insert() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    JDBC.queryForList(
        "select create_day_partitions('notifications', ?, ?)", today.minusDays(DAYS), today);
    for (int days = 0; days < DAYS; days++) {
      for (String tenant : List.of("default", "son-la")) {
        UUID id =
            JDBC.queryForObject(
                """
                insert into notifications (id, accepted_at, planned_at, state, tenant, source,
                  event_id, type, lane)
                values (uuidv7(make_interval(days => -?)), now(), now(), 'DELIVERED', ?, 's',
                  gen_random_uuid()::text, 't', 'NORMAL')
                returning id
                """,
                UUID.class,
                days,
                tenant);
        if (tenant.equals("default")) {
          IDS.add(id);
        }
      }
    }
    JDBC.execute("analyze notifications");
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void thoseOfManyDaysAreFoundInTheOrderOfTheIds() {
    List<UUID> wanted = new ArrayList<>(IDS);
    Collections.shuffle(wanted);
    List<UUID> asked = new ArrayList<>(wanted);
    asked.add(3, UUID.randomUUID());
    // Often enough for a plan that PostgreSQL has kept.
    for (int n = 0; n < 8; n++) {
      assertThat(lookup.findAllById("default", asked))
          .extracting(StoredNotification::id)
          .isEqualTo(wanted);
      assertThat(lookup.findAllById("son-la", asked)).isEmpty();
    }
    assertThat(lookup.findAllById("default", wanted.subList(0, 2)))
        .extracting(StoredNotification::id)
        .isEqualTo(wanted.subList(0, 2));
  }

  @Test
  void theirPrimaryKeysAreProbedByAPlanForAnyIds() {
    String plan =
        transaction.execute(_ -> {
          JDBC.execute(PlanMode.ONCE);
          JDBC.execute(
              "prepare ids as "
                  + NotificationLookup.BY_IDS_OF_ANY_DAY
                      .replaceFirst("\\?", "\\$1")
                      .replaceFirst("\\?", "\\$2"));
          String id = IDS.get(5).toString();
          String explained =
              String.join(
                  "\n",
                  JDBC.queryForList(
                      "explain (analyze, timing off) execute ids ('{" + id + "}', 'default')",
                      String.class));
          JDBC.execute("deallocate ids");
          return explained;
        });
    assertThat(Objects.requireNonNull(plan).lines().filter(line -> line.contains("Index Scan")))
        .hasSizeGreaterThanOrEqualTo(DAYS)
        .allSatisfy(line -> assertThat(line).contains("pkey"))
        .filteredOn(line -> !line.contains("never executed"))
        .hasSize(1);
    assertThat(plan).doesNotContain("Seq Scan", "Bitmap");
  }

  /** A statement of the caller that follows is planned for its parameters again. */
  @Test
  void theTransactionOfTheCallerKeepsItsSettings() {
    transaction.executeWithoutResult(_ -> {
      lookup.findAllById("default", IDS);
      assertThat(JDBC.queryForObject("show plan_cache_mode", String.class))
          .isEqualTo("force_custom_plan");
      assertThat(JDBC.queryForObject("show enable_seqscan", String.class)).isEqualTo("on");
    });
  }
}
