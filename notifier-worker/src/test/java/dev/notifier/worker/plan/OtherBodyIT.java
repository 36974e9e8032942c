package dev.notifier.worker.plan;

import static dev.notifier.worker.plan.PlanHarness.event;
import static dev.notifier.worker.plan.PlanHarness.rendering;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.worker.testing.PipelineDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Copies of an event with another body are dropped, and the notification says so. */
class OtherBodyIT {
  private static final Instant NOW = Instant.parse("2026-11-20T01:00:00Z");

  /** A topic of which no positions are noted. */
  private static final ReadRanges TOPIC = new ReadRanges("", "", new UUID(1, 1), List.of());

  private static final UUID BODY = new UUID(1, 1);
  private static final UUID OTHER = new UUID(5, 5);

  @Test
  void aCopyWithAnotherBodyIsNoted() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      plan.send(List.of(with(1, BODY), with(2, BODY), with(3, null), with(4, BODY)));
      plan.start(rendering("text "), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      plan.send(List.of(with(1, BODY), with(2, new UUID(1, 2)), with(3, BODY), with(4, null)));
      plan.awaitAllPlanned();
      plan.send(List.of(with(2, new UUID(1, 3)), with(2, new UUID(1, 2)), with(2, BODY)));
      plan.awaitAllPlanned();

      assertThat(plan.submitted()).hasSize(4);
      assertThat(notes(database))
          .containsExactly(
              "id-1 []",
              "id-2 [OTHER_BODY %s, OTHER_BODY %s]".formatted(new UUID(1, 2), new UUID(1, 3)),
              "id-3 []",
              "id-4 []");
    }
  }

  @Test
  void copiesInTheBatchOfTheFirstAreNoted() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool()) {
      PlanStore store = new PlanStore(database, missing -> {});
      store.store(
          TOPIC, NOW, List.of(planned(1, 0, BODY), planned(1, 1, BODY), planned(1, 2, OTHER)));
      assertThat(notes(database)).containsExactly("id-1 [OTHER_BODY " + OTHER + "]");
    }
  }

  /** A worker that fails after PostgreSQL has the batch reads it again. */
  @Test
  void aReplayNotesNothingTwiceAndAtMostTenBodiesAreNoted() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool()) {
      PlanStore store = new PlanStore(database, missing -> {});
      store.store(TOPIC, NOW, List.of(planned(1, 0, BODY), planned(2, 1, BODY)));
      List<PlannedEvent> copies = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        copies.add(planned(1, 10 + i, new UUID(2, i)));
      }
      store.store(TOPIC, NOW, copies);
      store.store(TOPIC, NOW, copies);
      assertThat(count(database)).isEqualTo(7);
      for (int i = 7; i < 30; i++) {
        copies.add(planned(1, 10 + i, new UUID(2, i)));
      }
      store.store(TOPIC, NOW, copies);
      assertThat(count(database)).isEqualTo(10);
    }
  }

  private static EventRecord with(int n, @Nullable UUID body) {
    EventRecord event = event(n);
    return new EventRecord(
        event.v(),
        event.tenant(),
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        event.phone(),
        event.recipient(),
        event.data(),
        event.category(),
        event.expiresAt(),
        event.acceptedAt(),
        null,
        body,
        null);
  }

  private static PlannedEvent planned(int n, long offset, UUID body) {
    PlannedNotification.Event event =
        new PlannedNotification.Event(
            "tenant", "/source", "id-" + n, "type", Lane.NORMAL, Category.SERVICE, null, NOW, body);
    return new PlannedEvent(
        EventDigest.of("tenant", "/source", "id-" + n),
        NOW,
        0,
        offset,
        new PlannedNotification(
            event, "+84861234567", null, NotificationState.SKIPPED, null, null, NOW));
  }

  private static int count(HikariDataSource database) throws Exception {
    return notes(database).getFirst().split("OTHER_BODY", -1).length - 1;
  }

  private static List<String> notes(HikariDataSource database) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select event_id || ' [' || coalesce((
                  select string_agg((n ->> 'kind') || ' ' || (n ->> 'body'), ', ')
                  from jsonb_array_elements(notes) n), '') || ']'
                from notifications order by event_id
                """)) {
      List<String> notes = new ArrayList<>();
      while (rows.next()) {
        notes.add(rows.getString(1));
      }
      return notes;
    }
  }
}
