package dev.notifier.worker.plan;

import static dev.notifier.worker.plan.PlanHarness.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.store.recovery.SkippedEventStore;
import dev.notifier.store.recovery.SkippedEventStore.EventData;
import dev.notifier.store.recovery.SkippedEventStore.SkippedEvent;
import dev.notifier.templates.RenderResult.Fault;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TextError;
import dev.notifier.worker.testing.PipelineDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Events that are skipped for a reason that operators own are kept and planned again. */
class PlanAgainIT {
  private static final UUID LAST = new UUID(-1L, -1L);
  private static final UUID FIRST = new UUID(0, 0);
  private static final Renderer NONE =
      request -> new NotRendered(TextError.NO_TEMPLATE, "", "publish a variant", Fault.TEMPLATE);
  private static final Renderer VALUE =
      request -> new NotRendered(TextError.MISSING_VALUE, "n", "add it");

  private final AtomicReference<Renderer> template = new AtomicReference<>(NONE);
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final PlanHarness plan = new PlanHarness(database);
  private final SkippedEventStore skipped = new SkippedEventStore(database);

  @AfterEach
  void close() {
    plan.close();
    database.close();
  }

  @Test
  void aSkippedEventIsKeptUnchangedUntilItIsPlannedAgain() throws Exception {
    start();
    plan.send(List.of(event(1)));
    plan.awaitAllPlanned();
    SkippedEvent kept = skipped.page(FIRST, LAST, 10, false).getFirst();
    assertThat(kept.reason()).isEqualTo(FailureReason.NO_VARIANT.name());
    assertThat(kept.type()).isEqualTo("card.expiring");
    EventData data = skipped.records(List.of(kept.id())).getFirst();
    assertThat(data.lane()).isEqualTo(PlanHarness.LANE);
    assertThat(data.key()).containsExactly(1);
    assertThat(data.value()).isEqualTo(RecordJson.write(event(1)));
    assertThat(data.toString()).doesNotContain("Mai");

    template.set(PlanHarness.rendering("text "));
    planAgain(17);

    assertThat(plan.submitted())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.notificationId()).isEqualTo(kept.id());
          assertThat(message.texts()).containsExactly("text 1");
        });
    assertThat(plan.statuses())
        .extracting(StatusRecord.Change::state)
        .extracting(Enum::name)
        .containsExactly("SKIPPED", "PLANNED");
    assertThat(skipped.page(FIRST, LAST, 10, false)).isEmpty();
    assertThat(plan.count("notifier.plan.planned.again")).isOne();
    assertThat(
            rows(
                "select state || ' ' || (notes -> 0 ->> 'order') || ' ' || (notes -> 0 -> 'was'"
                    + " ->> 'reason') || ' ' || (reason is null) from notifications"))
        .containsExactly("PLANNED 17 NO_VARIANT true");
  }

  /** A reader who ignores known ids must see why it was skipped this time. */
  @Test
  void anEventThatIsSkippedAgainIsAnotherChange() throws Exception {
    start();
    plan.send(List.of(event(1)));
    plan.awaitAllPlanned();
    template.set(VALUE);
    planAgain(17);

    assertThat(plan.statuses())
        .extracting(StatusRecord.Change::reason)
        .containsExactly(FailureReason.NO_VARIANT, FailureReason.MISSING_VALUE);
    assertThat(plan.statuses()).extracting(StatusRecord.Change::id).doesNotHaveDuplicates();
  }

  @Test
  void onlyWhatOperatorsOwnIsKept() throws Exception {
    template.set(VALUE);
    start();
    plan.send(List.of(event(1)));
    plan.awaitAllPlanned();
    assertThat(skipped.page(FIRST, LAST, 10, false)).isEmpty();
    template.set(PlanHarness.rendering("text "));
    plan.send(List.of(event(2)));
    plan.awaitAllPlanned();
    assertThat(skipped.page(FIRST, LAST, 10, false)).isEmpty();
    // An order for an event whose caller must act, and for one that was sent, changes nothing.
    plan.planAgain(RecordJson.write(event(1)), 1);
    plan.planAgain(RecordJson.write(event(2)), 1);
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).hasSize(1);
  }

  @Test
  void nothingIsSentTwiceHoweverOftenItIsOrdered() throws Exception {
    start();
    plan.send(List.of(event(1)));
    plan.awaitAllPlanned();
    byte[] value = record();
    for (int i = 0; i < 3; i++) {
      plan.planAgain(value, i); // Still without a template: skipped again.
    }
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).isEmpty();
    assertThat(skipped.page(FIRST, LAST, 10, false)).hasSize(1);
    double skippedAgain = plan.count("notifier.plan.planned.again");
    assertThat(skippedAgain).isBetween(1.0, 3.0); // Of copies in one batch, one is planned.

    template.set(PlanHarness.rendering("text "));
    for (int i = 0; i < 5; i++) {
      plan.planAgain(value, 9);
    }
    plan.awaitAllPlanned();
    plan.planAgain(value, 10);
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).hasSize(1);
    assertThat(plan.count("notifier.plan.planned.again")).isEqualTo(skippedAgain + 1);
    assertThat(skipped.page(FIRST, LAST, 10, false)).isEmpty();
  }

  @Test
  void twoWorkersThatPlanCopiesOfAnOrderSendOne() throws Exception {
    start();
    List<EventRecord> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      events.add(event(i));
    }
    plan.send(events);
    plan.awaitAllPlanned();
    start();
    template.set(PlanHarness.rendering("text "));
    List<EventData> kept = skipped.records(ids());
    assertThat(kept).hasSize(40);
    for (int copy = 0; copy < 4; copy++) {
      for (int i = 0; i < kept.size(); i++) {
        plan.planAgain((i + 2 * copy) % 8, kept.get(i).value(), copy);
      }
    }
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).extracting(SubmitRecord::notificationId).doesNotHaveDuplicates();
    assertThat(plan.submitted()).hasSize(40);
  }

  @Test
  void aWorkerThatEndsAfterPostgresHasTheOrderSendsItLater() throws Exception {
    start();
    plan.send(List.of(event(1)));
    plan.awaitAllPlanned();
    byte[] value = record();
    plan.stop(0);
    template.set(PlanHarness.rendering("text "));
    CrashInjector crash = new CrashInjector(Step.STORED);
    plan.start(request -> template.get().render(request), crash);
    plan.planAgain(value, 3);
    assertThat(crash.awaitCrash()).isTrue();
    assertThat(rows("select state from notifications")).containsExactly("PLANNED");
    assertThat(skipped.page(FIRST, LAST, 10, false)).isEmpty();
    plan.planAgain(value, 4); // The operator repeats the order meanwhile.
    start();
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).hasSize(1);
  }

  @Test
  void aCopyOfTheCallerIsADuplicateAndTheNotificationSaysSo() throws Exception {
    start();
    plan.send(List.of(event(1)));
    plan.awaitAllPlanned();
    byte[] value = record();
    template.set(PlanHarness.rendering("text "));
    plan.send(List.of(event(1)));
    plan.send(List.of(event(1)));
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).isEmpty();
    assertThat(kinds()).containsExactly("COPY");
    plan.planAgain(value, 5);
    plan.awaitAllPlanned();
    plan.send(List.of(event(1)));
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).hasSize(1);
    assertThat(kinds()).containsExactly("COPY", "PLANNED_AGAIN", "COPY");
  }

  /** The order failed before PostgreSQL had it, or after. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOrderThatWasInTheQuarantineCanBeReplayed(boolean stored) throws Exception {
    start();
    plan.send(List.of(event(1)));
    plan.awaitAllPlanned();
    byte[] value = record();
    if (stored) {
      new JdbcTemplate(database)
          .batchUpdate(
              "delete from skipped_events",
              CounterDeltas.countTracked(
                  "update notifications n set state = 'REJECTED', reason = 'INTERNAL',"
                      + " detail = null "));
    }
    template.set(PlanHarness.rendering("text "));
    plan.replayOrder(value, 17, "notifier.events.normal/0/1");
    plan.replayOrder(value, 17, "notifier.events.normal/0/1");
    plan.awaitAllPlanned();

    assertThat(plan.submitted())
        .singleElement()
        .satisfies(message -> assertThat(message.texts()).containsExactly("text 1"));
    assertThat(rows("select state || ' ' || (notes -> 0 ->> 'order') from notifications"))
        .containsExactly("PLANNED 17");
    assertThat(skipped.page(FIRST, LAST, 10, false)).isEmpty();
  }

  private void start() {
    plan.start(request -> template.get().render(request), LoopStepListener.NONE);
  }

  private void planAgain(long order) throws Exception {
    plan.planAgain(record(), order);
    plan.awaitAllPlanned();
  }

  private byte[] record() {
    return skipped.records(ids()).getFirst().value();
  }

  private List<UUID> ids() {
    return skipped.page(FIRST, LAST, 100, false).stream().map(SkippedEvent::id).toList();
  }

  private List<String> kinds() throws Exception {
    return rows("select n ->> 'kind' from notifications, jsonb_array_elements(notes) n");
  }

  private List<String> rows(String sql) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
