package dev.notifier.worker.plan;

import static dev.notifier.worker.plan.PlanHarness.event;
import static dev.notifier.worker.plan.PlanHarness.rendering;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.templates.template.ShippedRenderer;
import dev.notifier.worker.testing.PipelineDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The result of planning single events. */
class PlanStageIT {
  @Test
  void anEventBecomesAMessageAndAStatus() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      Map<String, Object> data =
          Map.of("cardNo", "HC4010110129425", "validTo", "2026-12-31", "daysLeft", 30);
      plan.send(List.of(with(event(1), "+84861234567", data, Category.SERVICE, null)));
      plan.start(new ShippedRenderer(), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      SubmitRecord message = plan.submitted().getFirst();
      assertThat(message.texts()).hasSize(1);
      assertThat(message.texts().getFirst()).startsWith("BHXHVN: The BHYT").contains("Lo Thi Mai");
      assertThat(message.pending()).containsExactly(1);
      assertThat(message.phone()).isEqualTo("+84861234567");
      assertThat(message.encoding()).isEqualTo("GSM7");
      assertThat(message.template()).isEqualTo(new TemplateRef("card-expiring", 1, "vi"));
      assertThat(message.attempt()).isEqualTo(1);
      assertThat(message.reference())
          .isEqualTo(message.notificationId().getLeastSignificantBits() & 0xff);
      StatusRecord.Change status = plan.statuses().getFirst();
      assertThat(status.notificationId()).isEqualTo(message.notificationId());
      assertThat(status.state()).isEqualTo(NotificationState.PLANNED);
      assertThat(status.eventId()).isEqualTo("id-1");
    }
  }

  @Test
  void anEventThatCannotBeSentEndsWithItsReason() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      Instant past = Instant.parse("2020-01-01T00:00:00Z");
      plan.send(
          List.of(
              with(event(1), "+842838123456", Map.of("n", 1), Category.SERVICE, null),
              with(event(2), "+84861234567", Map.of("n", 2), Category.OTP, past),
              with(event(3), "+84861234567", Map.of(), Category.SERVICE, null)));
      plan.start(new ShippedRenderer(), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).isEmpty();
      assertThat(
              plan.statuses().stream()
                  .collect(Collectors.toMap(StatusRecord.Change::eventId, this::end)))
          .isEqualTo(
              Map.of(
                  "id-1", "SKIPPED " + FailureReason.INVALID_NUMBER,
                  "id-2", "EXPIRED " + FailureReason.EXPIRED_BEFORE_SUBMISSION,
                  "id-3", "SKIPPED " + FailureReason.MISSING_VALUE));
      assertThat(plan.count("notifier.plan.skipped")).isEqualTo(3);
    }
  }

  @Test
  void recordsThatAreNotEventsGoToTheQuarantine() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      List<byte[]> values = new ArrayList<>();
      values.add(null);
      for (String odd : List.of("", "null", "{}", "[1]", "{\"v\":1", "\0\1\2")) {
        values.add(odd.getBytes(StandardCharsets.UTF_8));
      }
      values.add(RecordJson.write(event(1)));
      plan.sendBytes(values);
      plan.start(rendering(""), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).hasSize(1);
      assertThat(plan.quarantined())
          .containsExactlyInAnyOrder(
              "notifier.events.normal/0/0 plan NO_VALUE",
              "notifier.events.normal/1/0 plan NOT_JSON",
              "notifier.events.normal/2/0 plan WRONG_VALUE",
              "notifier.events.normal/3/0 plan INCOMPLETE",
              "notifier.events.normal/4/0 plan WRONG_VALUE",
              "notifier.events.normal/5/0 plan NOT_JSON",
              "notifier.events.normal/6/0 plan NOT_JSON");
      assertThat(plan.count("notifier.quarantine.records")).isEqualTo(7);
    }
  }

  /** An event that a newer intake wrote is explained, and planned when it is replayed. */
  @Test
  void anEventWithAnUnknownCategoryIsRejectedUntilItIsReplayed() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      byte[] good = RecordJson.write(event(1));
      byte[] unknown =
          new String(good, StandardCharsets.UTF_8)
              .replace("\"SERVICE\"", "\"LEGAL\"")
              .getBytes(StandardCharsets.UTF_8);
      plan.sendBytes(List.of(unknown));
      plan.start(rendering("text "), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      StatusRecord.Change rejected = plan.statuses().getFirst();
      assertThat(end(rejected)).isEqualTo("REJECTED INTERNAL");
      assertThat(rejected.eventId()).isEqualTo("id-1");
      assertThat(plan.submitted()).isEmpty();
      assertThat(plan.quarantined()).containsExactly("notifier.events.normal/0/0 plan INCOMPLETE");

      plan.sendBytes(List.of(good)); // The caller's repetition is a duplicate.
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).isEmpty();
      plan.replay(good, "notifier.events.normal/0/0");
      plan.awaitAllPlanned();

      assertThat(plan.submitted())
          .singleElement()
          .satisfies(message -> {
            assertThat(message.notificationId()).isEqualTo(rejected.notificationId());
            assertThat(message.texts()).containsExactly("text 1");
          });
      assertThat(end(plan.statuses().getLast())).isEqualTo("PLANNED null");
      plan.replay(good, "notifier.events.normal/0/0");
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).hasSize(1);
      assertThat(states(database)).containsExactly("id-1 PLANNED null SERVICE");
    }
  }

  @Test
  void anEventThatPostgresRefusesOrThatCannotBeRenderedDoesNotStopTheOthers() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "alter table notifications add constraint poison"
                + " check (body <> 'text 3' and event_id <> 'id-4')");
      }
      plan.send(IntStream.range(0, 30).mapToObj(PlanHarness::event).toList());
      plan.start(
          request -> {
            if ("5".equals(String.valueOf(request.data().get("n")))) {
              throw new IllegalStateException("a secret of the event");
            }
            return rendering("text ").render(request);
          },
          LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).hasSize(27);
      assertThat(plan.quarantined())
          .containsExactlyInAnyOrder(
              "notifier.events.normal/3/0 plan FAILED",
              "notifier.events.normal/4/0 plan FAILED",
              "notifier.events.normal/5/0 plan FAILED");
      assertThat(states(database))
          .hasSize(29)
          .contains("id-3 REJECTED INTERNAL SERVICE", "id-5 REJECTED INTERNAL SERVICE");
    }
  }

  @Test
  void anEventOfANewerReleaseStopsItsPartitionOnly() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      List<byte[]> values = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        values.add(RecordJson.write(event(i)));
      }
      values.set(
          2,
          new String(values.get(2), StandardCharsets.UTF_8)
              .replace("\"v\":1", "\"v\":2")
              .getBytes(StandardCharsets.UTF_8));
      plan.sendBytes(values);
      PlanStage stage = plan.start(rendering(""), LoopStepListener.NONE);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(plan.submitted()).hasSize(14));
      assertThat(stage.statuses().stream().flatMap(each -> each.stopped().stream()))
          .singleElement()
          .asString()
          .contains("notifier.events.normal-2 stops at offset 0", "version 2", "up to 1");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(stage.statuses().stream().flatMap(each -> each.waiting().stream()))
                  .singleElement()
                  .satisfies(each -> {
                    assertThat(each.partition())
                        .isEqualTo(new TopicPartition("notifier.events.normal", 2));
                    assertThat(each.lane()).isEqualTo(Lane.NORMAL);
                    assertThat(each.offset()).isZero();
                  }));
      assertThat(plan.quarantined()).isEmpty();
    }
  }

  private static List<String> states(HikariDataSource database) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select event_id, state, reason, category from notifications order by event_id")) {
      List<String> states = new ArrayList<>();
      while (rows.next()) {
        states.add(
            rows.getString(1)
                + " "
                + rows.getString(2)
                + " "
                + rows.getString(3)
                + " "
                + rows.getString(4));
      }
      return states;
    }
  }

  @Test
  void valuesThatPostgresCannotStoreDoNotStopTheStage() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      EventRecord odd = event(1);
      EventRecord nul =
          new EventRecord(
              1,
              "tenant\0",
              "/source\uD800",
              "quotes \" \\ {,} NULL",
              odd.type(),
              odd.time(),
              odd.subject(),
              odd.phone(),
              odd.recipient(),
              odd.data(),
              odd.category(),
              Instant.MAX,
              odd.acceptedAt(),
              null,
              null,
              null);
      plan.send(List.of(nul, event(2)));
      plan.start(rendering("'\"{},\\ NULL "), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).hasSize(2);
    }
  }

  @Test
  void secretsReferencesSubjectsGroupsAndKeysAreStored() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      EventRecord open = event(1);
      Map<String, Object> recipient = new HashMap<>(open.recipient());
      recipient.put("personRef", "P-1");
      EventRecord secret =
          new EventRecord(
              open.v(),
              open.tenant(),
              open.source(),
              "with a secret",
              open.type(),
              open.time(),
              "case/7731",
              open.phone(),
              recipient,
              open.data(),
              open.category(),
              open.expiresAt(),
              open.acceptedAt(),
              null,
              null,
              true,
              "bhyt-2027-01",
              "ntf_live_ab12cd34");
      plan.send(List.of(open, secret));
      plan.start(rendering(""), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "select event_id, person_ref, group_id, key_id, subject_digest from notifications"
                      + " where secret")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("with a secret");
        assertThat(rows.getString(2)).isEqualTo("P-1");
        assertThat(rows.getString(3)).isEqualTo("bhyt-2027-01");
        assertThat(rows.getString(4)).isEqualTo("ntf_live_ab12cd34");
        assertThat(rows.getObject(5, UUID.class))
            .isEqualTo(SubjectDigest.of("key").of(open.tenant(), "case/7731"));
        assertThat(rows.next()).isFalse();
      }
      SubmitRecord message = plan.submitted().getFirst();
      assertThat(plan.statuses())
          .extracting(StatusRecord.Change::origin)
          .allSatisfy(origin -> {
            assertThat(origin.template()).isEqualTo(message.template().id());
            assertThat(origin.templateVersion()).isEqualTo(message.template().version());
          })
          .extracting(StatusRecord.Origin::group)
          .containsExactlyInAnyOrder(null, "bhyt-2027-01");
    }
  }

  @Test
  void messagesAreDistributedOverTheSessionsOfTheRoute() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      plan.send(IntStream.range(0, 90).mapToObj(PlanHarness::event).toList());
      plan.start(rendering(""), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      Map<Integer, Long> bySession =
          plan.kafka.committed(Topics.submit(PlanHarness.ROUTE, PlanHarness.LANE)).stream()
              .collect(Collectors.groupingBy(r -> r.partition(), Collectors.counting()));
      assertThat(bySession).isEqualTo(Map.of(0, 30L, 1, 30L, 2, 30L));
    }
  }

  @Test
  void plannedEventsAreTrimmedFromTheLane() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      plan.send(IntStream.range(0, 90).mapToObj(PlanHarness::event).toList());
      plan.start(rendering(""), LoopStepListener.NONE);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> plan.trimmed() == 90);
    }
  }

  private String end(StatusRecord.Change status) {
    return status.state() + " " + status.reason();
  }

  private static EventRecord with(
      EventRecord event,
      String phone,
      Map<String, Object> data,
      Category category,
      @Nullable Instant expiresAt) {
    return new EventRecord(
        event.v(),
        event.tenant(),
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        phone,
        event.recipient(),
        data,
        category,
        expiresAt,
        event.acceptedAt(),
        null,
        null,
        null);
  }
}
