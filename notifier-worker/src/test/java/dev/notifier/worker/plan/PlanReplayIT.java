package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.store.plan.PlanOutcome;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.worker.testing.PipelineDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What plan does with an event that it reads a second time from the same position. */
class PlanReplayIT {
  private static final Instant NOW = Instant.parse("2026-11-20T01:00:00Z");

  /** A topic of which no positions are noted. */
  private static final ReadRanges TOPIC = new ReadRanges("", "", new UUID(1, 1), List.of());

  private static final PlannedNotification.Message MESSAGE =
      new PlannedNotification.Message(
          new TemplateRef("card", 1, "vi"), "viettel", "GSM7", "text", 1, null);

  @Test
  void aMessageThatWasSubmittedIsNotWrittenAgain() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool()) {
      PlanStore store = new PlanStore(database, missing -> {});
      List<PlannedEvent> events =
          List.of(
              event(1, NotificationState.PLANNED, MESSAGE),
              event(2, NotificationState.PLANNED, MESSAGE),
              event(3, NotificationState.SKIPPED, null));
      List<PlanOutcome> stored = store.store(TOPIC, NOW, events);
      assertThat(kinds(stored)).containsOnly(PlanOutcome.Kind.STORED).hasSize(3);
      for (NotificationState state :
          List.of(NotificationState.SUBMITTED, NotificationState.DELIVERED)) {
        setState(database, Objects.requireNonNull(stored.getFirst().stored()).id(), state);

        assertThat(kinds(store.store(TOPIC, NOW, events)))
            .containsExactly(
                PlanOutcome.Kind.DUPLICATE, PlanOutcome.Kind.REPLAYED, PlanOutcome.Kind.REPLAYED);
      }
    }
  }

  /** Its digest is kept for longer. */
  @Test
  void anEventWhoseNotificationWasDeletedIsStillADuplicate() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool()) {
      PlanStore store = new PlanStore(database, missing -> {});
      PlannedEvent first = event(1, NotificationState.PLANNED, MESSAGE);
      List<PlanOutcome> stored = store.store(TOPIC, NOW, List.of(first));
      try (Connection connection = database.getConnection();
          var statement = connection.createStatement()) {
        assertThat(statement.executeUpdate("delete from notifications")).isEqualTo(1);
      }
      PlannedEvent copy =
          new PlannedEvent(first.digest(), NOW.plusSeconds(1), 0, 9, first.notification());

      assertThat(kinds(stored)).containsExactly(PlanOutcome.Kind.STORED);
      assertThat(kinds(store.store(TOPIC, NOW, List.of(first))))
          .as("from the same position")
          .containsExactly(PlanOutcome.Kind.DUPLICATE);
      assertThat(kinds(store.store(TOPIC, NOW, List.of(copy))))
          .as("from another position")
          .containsExactly(PlanOutcome.Kind.DUPLICATE);
      assertThat(store.reject(TOPIC, NOW, first)).as("that cannot be published").isNull();
    }
  }

  private static List<PlanOutcome.Kind> kinds(List<PlanOutcome> outcomes) {
    return outcomes.stream().map(PlanOutcome::kind).toList();
  }

  private static void setState(HikariDataSource database, UUID id, NotificationState state)
      throws Exception {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update notifications set state = ? where id = ?")) {
      update.setString(1, state.name());
      update.setObject(2, id);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private static PlannedEvent event(
      int n, NotificationState state, PlannedNotification.@Nullable Message message) {
    PlannedNotification.Event event =
        new PlannedNotification.Event(
            "tenant", "/source", "id-" + n, "type", Lane.NORMAL, Category.SERVICE, null, NOW, null);
    return new PlannedEvent(
        EventDigest.of("tenant", "/source", "id-" + n),
        NOW,
        0,
        n,
        new PlannedNotification(event, "+84861234567", message, state, null, null, NOW));
  }
}
