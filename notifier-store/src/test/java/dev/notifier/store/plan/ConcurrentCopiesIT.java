package dev.notifier.store.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.partitions.DayPartitions;
import dev.notifier.store.plan.EventDigests.Insertion;
import dev.notifier.store.plan.PlanOutcome.Kind;
import dev.notifier.store.positions.ReadRanges;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two transactions plan the same event at the same moment, in batches that are copied. */
class ConcurrentCopiesIT {
  private static final UUID TOPIC_ID = new UUID(1, 1);

  /** A topic of which no positions are noted. */
  private static final ReadRanges TOPIC = new ReadRanges("", "", TOPIC_ID, List.of());

  private static final int EVENTS = 80;

  private final Database database = MigratedDatabase.create();
  private final PlanStore store = new PlanStore(database.dataSource(), missing -> {});
  private final Instant now = Instant.now();
  private int offset;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aBatchWithoutCopiesIsStoredWithBothDaysOfItsEvents() throws SQLException {
    List<PlanOutcome> outcomes = store(events("e", 0, now.minus(Duration.ofDays(3))));
    assertThat(outcomes).extracting(PlanOutcome::kind).containsOnly(Kind.STORED);
    assertThat(count("event_digests")).isEqualTo(2L * EVENTS);
    assertThat(store(events("e", 0, now)))
        .extracting(PlanOutcome::kind)
        .containsOnly(Kind.DUPLICATE);
  }

  @Test
  void theSecondOfTwoBatchesWithACopyWaitsAndIsRepeated() throws Exception {
    store(events("before", 0, now));
    List<PlanOutcome> outcomes = whileOpen(events("first", 0, now), true, events("first", 79, now));
    assertThat(outcomes.getFirst().kind()).as("the copy").isEqualTo(Kind.DUPLICATE);
    assertThat(outcomes.subList(1, EVENTS)).extracting(PlanOutcome::kind).containsOnly(Kind.STORED);
    assertThat(count("event_digests")).isEqualTo(3L * EVENTS - 1);
    assertThat(count("notifications")).as("of the batches").isEqualTo(2L * EVENTS - 1);
    assertThat(store(events("after", 0, now)))
        .as("a batch that expects copies")
        .extracting(PlanOutcome::kind)
        .containsOnly(Kind.STORED);
  }

  @Test
  void aBatchIsNotRepeatedIfTheOtherOneIsRolledBack() throws Exception {
    List<PlanOutcome> outcomes =
        whileOpen(events("undone", 0, now), false, events("undone", 79, now));
    assertThat(outcomes).extracting(PlanOutcome::kind).containsOnly(Kind.STORED);
    assertThat(count("event_digests")).isEqualTo(EVENTS);
  }

  @Test
  void copiesWithDifferentTimesMeet() throws Exception {
    List<PlanOutcome> outcomes =
        whileOpen(
            events("moment", 0, now.minus(Duration.ofDays(8))),
            true,
            events("moment", 0, now.minus(Duration.ofDays(3))));
    assertThat(outcomes).extracting(PlanOutcome::kind).containsOnly(Kind.DUPLICATE);
    assertThat(
            JdbcClient.create(database.dataSource())
                .sql("select count(distinct notification_id) from event_digests")
                .query(Long.class)
                .single())
        .as("the rows for their own days belong to the first ones")
        .isEqualTo(EVENTS);
  }

  @Test
  void missingPartitionsAreCreated() throws SQLException {
    store(events("before", 0, now));
    String day = now.toString().substring(0, 10).replace("-", "");
    for (String table : List.of("notifications_", "event_digests_")) {
      JdbcClient.create(database.dataSource()).sql("drop table " + table + day).update();
      assertThat(store(events(table, 0, now)))
          .extracting(PlanOutcome::kind)
          .containsOnly(Kind.STORED);
    }
  }

  /** PostgreSQL would refuse them. */
  @Test
  void valuesThatCannotBeStoredAreAdjusted() throws SQLException {
    assertThat(store(events("nul\0", 0, Instant.MAX))).hasSize(EVENTS);
    assertThat(
            JdbcClient.create(database.dataSource())
                .sql("select count(*) from notifications where event_id like 'nul%'")
                .query(Long.class)
                .single())
        .isEqualTo(EVENTS);
  }

  @Test
  void anotherErrorIsNotRepeated() {
    JdbcClient.create(database.dataSource()).sql("drop table notifications cascade").update();
    assertThatThrownBy(() -> store(events("e", 0, now)))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isNotEqualTo("23505"));
  }

  /** Stores a batch while the transaction of another one is open. */
  private List<PlanOutcome> whileOpen(
      List<PlannedEvent> first, boolean commits, List<PlannedEvent> second)
      throws SQLException, ExecutionException, InterruptedException {
    try (Connection open = database.dataSource().getConnection()) {
      open.setAutoCommit(false);
      StoreTime time = StoreTime.read(open, first.size());
      DayPartitions partitions = new DayPartitions(missing -> {});
      new EventDigests(open, partitions, TOPIC_ID, time, Insertion.ALL).insert(first);
      CompletableFuture<List<PlanOutcome>> other =
          CompletableFuture.supplyAsync(() -> {
            try {
              return store(second);
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
      Awaitility.await().until(() -> waiting() > 0 || other.isDone());
      assertThat(other).isNotDone();
      if (commits) {
        open.commit();
      } else {
        open.rollback();
      }
      return other.orTimeout(30, TimeUnit.SECONDS).get();
    }
  }

  private List<PlanOutcome> store(List<PlannedEvent> events) throws SQLException {
    return store.store(TOPIC, now, events);
  }

  private List<PlannedEvent> events(String name, int first, @Nullable Instant time) {
    List<PlannedEvent> events = new ArrayList<>();
    for (int i = first; i < first + EVENTS; i++) {
      String id = name + i;
      PlannedNotification.Event event =
          new PlannedNotification.Event(
              "t", "/source", id, "type", Lane.NORMAL, Category.SERVICE, null, now, null);
      events.add(
          new PlannedEvent(
              EventDigest.of("t", "/source", id),
              time,
              0,
              ++offset,
              new PlannedNotification(
                  event, null, null, NotificationState.SKIPPED, null, null, now)));
    }
    return events;
  }

  private long count(String table) {
    return JdbcClient.create(database.dataSource())
        .sql("select count(*) from " + table)
        .query(Long.class)
        .single();
  }

  private long waiting() {
    return JdbcClient.create(database.dataSource())
        .sql(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query(Long.class)
        .single();
  }
}
