package dev.notifier.worker.plan;

import static dev.notifier.worker.plan.PlanHarness.event;
import static dev.notifier.worker.plan.PlanHarness.rendering;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.templates.template.ShippedRenderer;
import dev.notifier.worker.testing.PipelineDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
      StatusRecord status = plan.statuses().getFirst();
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
              plan.statuses().stream().collect(Collectors.toMap(StatusRecord::eventId, this::end)))
          .isEqualTo(
              Map.of(
                  "id-1", "SKIPPED " + FailureReason.INVALID_NUMBER,
                  "id-2", "EXPIRED " + FailureReason.EXPIRED_BEFORE_SUBMISSION,
                  "id-3", "SKIPPED " + FailureReason.MISSING_VALUE));
      assertThat(plan.count("notifier.plan.skipped")).isEqualTo(3);
    }
  }

  @Test
  void recordsThatAreNotEventsAreSkipped() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      List<byte[]> values = new ArrayList<>();
      for (String odd : List.of("", "null", "{}", "[1]", "{\"v\":1", "\0\1\2")) {
        values.add(odd.getBytes(StandardCharsets.UTF_8));
      }
      values.add(RecordJson.write(event(1)));
      plan.sendBytes(values);
      plan.start(rendering(""), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).hasSize(1);
      assertThat(plan.count("notifier.plan.unreadable")).isEqualTo(6);
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
              null);
      plan.send(List.of(nul, event(2)));
      plan.start(rendering("'\"{},\\ NULL "), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).hasSize(2);
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

  private String end(StatusRecord status) {
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
        null);
  }
}
