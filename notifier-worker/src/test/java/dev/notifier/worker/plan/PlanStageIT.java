package dev.notifier.worker.plan;

import static dev.notifier.worker.plan.PlanLine.event;
import static dev.notifier.worker.plan.PlanLine.saying;
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

/** What becomes of events, one by one. */
class PlanStageIT {
  @Test
  void anEventBecomesAMessageAndAStatus() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database)) {
      Map<String, Object> data =
          Map.of("cardNo", "HC4010110129425", "validTo", "2026-12-31", "daysLeft", 30);
      line.send(List.of(with(event(1), "+84861234567", data, Category.SERVICE, null)));
      line.start(new ShippedRenderer(), LoopStepListener.NONE);
      line.awaitAllPlanned();
      SubmitRecord message = line.submitted().getFirst();
      assertThat(message.texts()).hasSize(1);
      assertThat(message.texts().getFirst()).startsWith("BHXHVN: The BHYT").contains("Lo Thi Mai");
      assertThat(message.pending()).containsExactly(1);
      assertThat(message.phone()).isEqualTo("+84861234567");
      assertThat(message.encoding()).isEqualTo("GSM7");
      assertThat(message.template()).isEqualTo(new TemplateRef("card-expiring", 1, "vi"));
      assertThat(message.attempt()).isEqualTo(1);
      assertThat(message.reference())
          .isEqualTo(message.notificationId().getLeastSignificantBits() & 0xff);
      StatusRecord status = line.told().getFirst();
      assertThat(status.notificationId()).isEqualTo(message.notificationId());
      assertThat(status.state()).isEqualTo(NotificationState.PLANNED);
      assertThat(status.eventId()).isEqualTo("id-1");
    }
  }

  @Test
  void whatCannotBeSentEndsWithItsCause() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database)) {
      Instant past = Instant.parse("2020-01-01T00:00:00Z");
      line.send(
          List.of(
              with(event(1), "+842838123456", Map.of("n", 1), Category.SERVICE, null),
              with(event(2), "+84861234567", Map.of("n", 2), Category.OTP, past),
              with(event(3), "+84861234567", Map.of(), Category.SERVICE, null)));
      line.start(new ShippedRenderer(), LoopStepListener.NONE);
      line.awaitAllPlanned();
      assertThat(line.submitted()).isEmpty();
      assertThat(line.told().stream().collect(Collectors.toMap(StatusRecord::eventId, this::end)))
          .isEqualTo(
              Map.of(
                  "id-1", "SKIPPED " + FailureReason.INVALID_NUMBER,
                  "id-2", "EXPIRED " + FailureReason.EXPIRED_BEFORE_SUBMISSION,
                  "id-3", "SKIPPED " + FailureReason.MISSING_VALUE));
      assertThat(line.counted("notifier.plan.skipped")).isEqualTo(3);
    }
  }

  @Test
  void recordsThatAreNoEventsDoNotStopTheLine() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database)) {
      List<byte[]> values = new ArrayList<>();
      for (String odd : List.of("", "null", "{}", "[1]", "{\"v\":1", "\0\1\2")) {
        values.add(odd.getBytes(StandardCharsets.UTF_8));
      }
      values.add(RecordJson.write(event(1)));
      line.sendOctets(values);
      line.start(saying(""), LoopStepListener.NONE);
      line.awaitAllPlanned();
      assertThat(line.submitted()).hasSize(1);
      assertThat(line.counted("notifier.plan.unreadable")).isEqualTo(6);
    }
  }

  @Test
  void valuesThatPostgresCannotHoldDoNotStopTheLine() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database)) {
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
      line.send(List.of(nul, event(2)));
      line.start(saying("'\"{},\\ NULL "), LoopStepListener.NONE);
      line.awaitAllPlanned();
      assertThat(line.submitted()).hasSize(2);
    }
  }

  @Test
  void messagesAreDealtOutToTheRoutesSessions() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database)) {
      line.send(IntStream.range(0, 90).mapToObj(PlanLine::event).toList());
      line.start(saying(""), LoopStepListener.NONE);
      line.awaitAllPlanned();
      Map<Integer, Long> bySession =
          line.kafka.committed(Topics.submit(PlanLine.ROUTE, PlanLine.LANE)).stream()
              .collect(Collectors.groupingBy(r -> r.partition(), Collectors.counting()));
      assertThat(bySession).isEqualTo(Map.of(0, 30L, 1, 30L, 2, 30L));
    }
  }

  @Test
  void whatIsPlannedIsTrimmedFromTheLane() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database)) {
      line.send(IntStream.range(0, 90).mapToObj(PlanLine::event).toList());
      line.start(saying(""), LoopStepListener.NONE);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> line.trimmed() == 90);
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
