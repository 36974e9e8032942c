package dev.notifier.store.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.keys.BusinessKey;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.store.positions.ReadRanges;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Planning goes on without the partitions that the job should have created. */
class MissingPartitionIT {

  /** A topic of which no positions are noted. */
  private static final ReadRanges TOPIC = new ReadRanges("", "", new UUID(1, 1), List.of());

  private static final Instant ANY_TIME = Instant.parse("2026-11-20T01:00:00Z");

  private final Database database = MigratedDatabase.create();
  private final List<Table> missing = new ArrayList<>();
  private final PlanStore store = new PlanStore(database.dataSource(), missing::add);
  private final LocalDate today = new PartitionStore(database.dataSource()).today();
  private int offset;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void thePartitionOfTodayIsCreatedBeforeTheFirstEvent() throws SQLException {
    drop(Table.NOTIFICATIONS);
    drop(Table.EVENT_DIGESTS);
    drop(Table.BUSINESS_KEYS);
    assertThat(storeEvent(store, Instant.now())).isEqualTo(PlanOutcome.Kind.STORED);
    assertThat(missing).as("reported").containsExactlyInAnyOrder(Table.values());
  }

  @Test
  void aPartitionThatDisappearsIsCreatedAgain() throws SQLException {
    storeEvent(store, Instant.now());
    drop(Table.NOTIFICATIONS);
    assertThat(storeEvent(store, Instant.now())).isEqualTo(PlanOutcome.Kind.STORED);
    drop(Table.EVENT_DIGESTS);
    assertThat(storeEvent(store, Instant.now())).isEqualTo(PlanOutcome.Kind.STORED);
    drop(Table.BUSINESS_KEYS);
    assertThat(storeEvent(store, Instant.now())).isEqualTo(PlanOutcome.Kind.STORED);
  }

  /** Otherwise plan would take the events for the cause, and put them into the quarantine. */
  @ParameterizedTest
  @EnumSource(Table.class)
  void aDetachedPartitionIsAnOutageThatNoEventCauses(Table table) throws SQLException {
    storeEvent(store, Instant.now());
    JdbcClient.create(database.dataSource())
        .sql("alter table %s detach partition %s".formatted(table, partition(table)))
        .update();
    assertThatThrownBy(() -> storeEvent(store, Instant.now()))
        .isInstanceOfSatisfying(
            SQLException.class,
            e ->
                assertThat(e.getSQLState())
                    .as("object not in prerequisite state")
                    .isEqualTo("55000"))
        .hasMessageContaining("is no partition of");
  }

  @Test
  void anEventOfSixtyDaysAgoGetsThePartitionOfItsDay() throws SQLException {
    Instant time = Instant.now().minus(Duration.ofDays(60));
    assertThat(storeEvent(store, time)).isEqualTo(PlanOutcome.Kind.STORED);
    assertThat(days()).contains(time.toString().substring(0, 10), today.toString()).hasSize(2);
    assertThat(missing).as("no job creates partitions of the past").isEmpty();
  }

  @Test
  void idsHaveTheTimeOfPostgresql() throws SQLException {
    PlanOutcome outcome = store.store(TOPIC, ANY_TIME, List.of(event(ANY_TIME))).getFirst();
    UUID id = Objects.requireNonNull(outcome.stored()).id();
    assertThat(id.version()).isEqualTo(7);
    assertThat(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
  }

  private PlanOutcome.Kind storeEvent(PlanStore planStore, Instant time) throws SQLException {
    return planStore.store(TOPIC, ANY_TIME, List.of(event(time))).getFirst().kind();
  }

  private PlannedEvent event(Instant time) {
    String id = "e" + ++offset;
    return new PlannedEvent(
        EventDigest.of("t", "/source", id),
        time,
        0,
        offset,
        PlannedEvent.Replaces.NOTHING,
        null,
        new PlannedNotification(
            new PlannedNotification.Event(
                "t", "/source", id, "type", Lane.NORMAL, Category.SERVICE, null, ANY_TIME, null),
            null,
            null,
            NotificationState.PLANNED,
            null,
            null,
            ANY_TIME),
        new BusinessKey(UUID.randomUUID(), Duration.ofDays(1), null),
        null);
  }

  private void drop(Table table) {
    JdbcClient.create(database.dataSource()).sql("drop table " + partition(table)).update();
  }

  private String partition(Table table) {
    return table.name() + "_" + table.firstDay(today).toString().replace("-", "");
  }

  private List<@Nullable String> days() {
    return JdbcClient.create(database.dataSource())
        .sql("select distinct day::text from event_digests")
        .query(String.class)
        .list();
  }
}
