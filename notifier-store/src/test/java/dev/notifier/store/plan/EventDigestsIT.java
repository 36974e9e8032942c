package dev.notifier.store.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.partitions.DayPartitions;
import dev.notifier.store.plan.EventDigests.Insertion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is recognised as a copy, by the time of the event and the time of planning. */
class EventDigestsIT {
  private static final UUID TOPIC = new UUID(1, 1);
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-29T00:00:00Z");
  private static final Database DATABASE = MigratedDatabase.create();
  private static final DayPartitions PARTITIONS = new DayPartitions(missing -> {});

  private static int offsets;
  private static int ids;

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void aCopyWithTheSameTimeIsFoundForNinetyDays() throws Exception {
    PlannedEvent first = event("same-time", NOON.minus(days(59)));
    UUID id = insert(first, NOON);
    for (int later : new int[] {0, 1, 2, 3, 10, 31}) {
      assertThat(find(event("same-time", first.time()), NOON.plus(days(later)))).isEqualTo(id);
    }
  }

  @Test
  void aCopyWithAnotherTimeIsFoundForThreeDays() throws Exception {
    UUID id = insert(event("other-time", NOON.minus(days(20))), NOON);
    for (int later : new int[] {0, 1, 2}) {
      Instant now = NOON.plus(days(later));
      assertThat(find(event("other-time", now), now)).isEqualTo(id);
    }
    Instant late = NOON.plus(days(3));
    assertThat(find(event("other-time", late), late)).isNull();
  }

  @Test
  void anEventWithoutATimeBelongsToTheDayOfItsPlanning() throws Exception {
    UUID id = insert(event("no-time", null), NOON);
    assertThat(find(event("no-time", null), NOON.plus(days(2)))).isEqualTo(id);
    assertThat(find(event("no-time", NOON), NOON.plus(days(40)))).isEqualTo(id);
  }

  @Test
  void timesForWhichNoPartitionIsKeptBelongToTheDayOfPlanning() throws Exception {
    for (Instant odd : List.of(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"))) {
      String name = "odd-" + odd;
      UUID id = insert(event(name, odd), NOON);
      assertThat(find(event(name, odd), NOON.plus(days(1)))).isEqualTo(id);
    }
  }

  @Test
  void copiesWithDifferentTimesAtTheSameMomentMeet() throws Exception {
    Copies copies =
        concurrently(
            event("moment", NOON.minus(days(8))), NOON, event("moment", NOON.minus(days(3))), NOON);
    assertThat(copies.second()).as("the second is not inserted").isNull();
    assertThat(find(event("moment", NOON.minus(days(3))), NOON.plus(days(30))))
        .as("its row for its own day belongs to the first one")
        .isEqualTo(copies.first());
  }

  @Test
  void copiesOnBothSidesOfMidnightMeet() throws Exception {
    Instant before = MIDNIGHT.minusSeconds(2);
    Instant after = MIDNIGHT.plusSeconds(3);
    Copies copies =
        concurrently(event("midnight", before), before, event("midnight", after), after);
    assertThat(copies.second()).isNull();
    assertThat(find(event("midnight", after), after.plus(days(30)))).isEqualTo(copies.first());
  }

  @Test
  void theRowsOfAnEventHaveItsNewPositionAfterAMove() throws Exception {
    UUID id = insert(event("moved", NOON.minus(days(5))), NOON);
    PlannedEvent again = event("moved", NOON.minus(days(5)));
    try (Connection connection = DATABASE.dataSource().getConnection()) {
      EventDigests digests = digests(connection, NOON.plus(days(10)));
      digests.move(List.of(again));
      EventDigests.Known known =
          Objects.requireNonNull(digests.find(List.of(again)).get(again.digest()));
      assertThat(known.notificationId()).isEqualTo(id);
      assertThat(digests.isAt(known, again)).isTrue();
    }
  }

  /** The time of an event is unknown if a newer release must read it, or if it is migrated. */
  @Test
  void aMovedEventIsFoundByATimeThatWasUnknownBefore() throws Exception {
    UUID id = insert(event("readable", null), NOON);
    PlannedEvent readable = event("readable", NOON.minus(days(8)));
    try (Connection connection = DATABASE.dataSource().getConnection()) {
      EventDigests digests = digests(connection, NOON.plus(days(1)));
      digests.ensurePartitions(List.of(readable));
      digests.move(List.of(readable));
    }
    assertThat(find(event("readable", readable.time()), NOON.plus(days(30)))).isEqualTo(id);
  }

  /** The ids of two copies of an event; null if it was not inserted. */
  private record Copies(@Nullable UUID first, @Nullable UUID second) {}

  /** The second copy is inserted while the transaction of the first one is open. */
  private static Copies concurrently(
      PlannedEvent first, Instant firstNow, PlannedEvent second, Instant secondNow)
      throws SQLException, InterruptedException, ExecutionException {
    try (Connection open = DATABASE.dataSource().getConnection()) {
      open.setAutoCommit(false);
      UUID firstId = insert(open, first, firstNow);
      CompletableFuture<@Nullable UUID> other =
          CompletableFuture.supplyAsync(() -> {
            try {
              return insert(second, secondNow);
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
      Awaitility.await().until(() -> waiting() > 0 || other.isDone());
      assertThat(other).isNotDone();
      open.commit();
      return new Copies(firstId, other.orTimeout(30, TimeUnit.SECONDS).get());
    }
  }

  private static long waiting() {
    return JdbcClient.create(DATABASE.dataSource())
        .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
        .query(Long.class)
        .single();
  }

  private static @Nullable UUID insert(PlannedEvent event, Instant now) throws SQLException {
    try (Connection connection = DATABASE.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      UUID id = insert(connection, event, now);
      connection.commit();
      return id;
    }
  }

  private static @Nullable UUID insert(Connection connection, PlannedEvent event, Instant now)
      throws SQLException {
    Map<Position, StoredPlan> added = digests(connection, now).insert(List.of(event));
    StoredPlan stored = added.get(Position.of(event));
    return stored == null ? null : stored.id();
  }

  private static @Nullable UUID find(PlannedEvent event, Instant now) throws SQLException {
    try (Connection connection = DATABASE.dataSource().getConnection()) {
      EventDigests.Known known = digests(connection, now).find(List.of(event)).get(event.digest());
      return known == null ? null : known.notificationId();
    }
  }

  private static EventDigests digests(Connection connection, Instant now) {
    return new EventDigests(
        connection,
        PARTITIONS,
        TOPIC,
        new StoreTime(now, List.of(new UUID(7, ++ids))),
        Insertion.NEW);
  }

  private static PlannedEvent event(String id, @Nullable Instant time) {
    PlannedNotification.Event event =
        new PlannedNotification.Event(
            "t", "/source", id, "type", Lane.NORMAL, Category.SERVICE, null, NOON, null);
    return new PlannedEvent(
        EventDigest.of("t", "/source", id),
        time,
        0,
        ++offsets,
        new PlannedNotification(event, null, null, NotificationState.SKIPPED, null, null, NOON));
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
