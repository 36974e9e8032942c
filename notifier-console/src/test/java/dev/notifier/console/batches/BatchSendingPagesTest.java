package dev.notifier.console.batches;

import static dev.notifier.console.batches.BatchExamples.ID;
import static dev.notifier.console.batches.BatchExamples.PAGE;
import static dev.notifier.console.batches.BatchExamples.PATH;
import static dev.notifier.console.batches.BatchExamples.PAUSED_BY_PERSON;
import static dev.notifier.console.batches.BatchExamples.STOPPED;
import static dev.notifier.console.batches.BatchExamples.batch;
import static dev.notifier.console.batches.BatchExamples.released;
import static dev.notifier.console.batches.BatchExamples.show;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.StubApi;
import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchSendingPagesTest {
  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void showsHowFarItIsAndWhatCannotBeTakenBack() {
    show(console.api(), released("RUNNING", Map.of()));

    assertThat(console.get(PAGE).body())
        .contains(
            "119,500 of 199,960 lines are done or with carriers (59 %)",
            "The carrier could not deliver it.",
            "The recipient opted out.",
            "119,412 were already handed to carriers; these cannot be taken back.",
            "80,360 lines are then never sent.",
            "07:00 to 21:00 (UTC+7)",
            "As of 01/12/2026 08:05:00 (UTC+7)");
  }

  @Test
  void nothingIsSentBeforeTheStart() {
    Map<String, Object> scheduled =
        released("RUNNING", Map.of("pace", Map.of("startAt", "2026-12-02T02:00:00Z")));
    show(console.api(), scheduled);
    console.api().answer("GET", "/v1/batches", 200, Map.of("batches", List.of(scheduled)));

    assertThat(console.get(PAGE).body())
        .contains(
            ">scheduled</span> Starts at 09:00 on 02/12/2026. Nothing has been sent.",
            "?seen=SCHEDULED")
        .doesNotContain(">is being sent<");
    assertThat(console.getVietnamese(PAGE).body())
        .contains(">hẹn giờ</span> Bắt đầu lúc 09:00 ngày 02/12/2026. Chưa gửi gì.");
    assertThat(console.get("batches").body())
        .contains("<span class=\"tag \">scheduled</span>")
        .doesNotContain("59 %");
    show(
        console.api(),
        released("RUNNING", Map.of("pace", Map.of("startAt", "2026-12-01T01:04:00Z"))));
    assertThat(console.get(PAGE).body()).contains(">is being sent</span>");
  }

  @Test
  void pausesResumesAndCancels() {
    for (String command : List.of("pause", "resume", "cancel")) {
      HttpResponse<String> done = console.post(PAGE + "/" + command, Map.of());

      assertThat(done.headers().firstValue("Location"))
          .contains("../../" + PAGE + "?notice=batches." + command);
      assertThat(console.api().last("POST", PATH + "/" + command).body()).isEmpty();
    }
    assertThat(console.post(PAGE + "/forget", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void showsTheRateAndTheEnd() {
    show(
        console.api(),
        released(
            "RUNNING",
            Map.of(
                "speed",
                Map.of("linesPerSecond", 296.44, "estimatedEnd", "2026-12-01T01:12:00Z"))));

    assertThat(console.get(PAGE).body())
        .contains(
            "About 296.4 lines a second.",
            "at about 01/12/2026 08:12:00 (UTC+7)",
            "../messages?batchId=" + ID + "&amp;reason=RECEIPT_UNDELIVERED");
  }

  @Test
  void reportsWhatHasBecomeOfEachLine() {
    show(console.api(), released("RUNNING", Map.of()));
    assertThat(console.get(PAGE).body()).contains("Not finished: the report says");
    show(console.api(), released("DONE", Map.of("endedAt", "2026-12-01T02:00:00Z")));
    assertThat(console.get(PAGE).body())
        .contains(PAGE + "/outcome?format=xlsx")
        .doesNotContain("Not finished");

    assertThat(console.get(PAGE + "/outcome?format=xlsx").statusCode()).isEqualTo(200);
    assertThat(console.api().last("GET", PATH + "/outcome").target()).endsWith("?format=xlsx");
  }

  @Test
  void sendsFailedLinesAgainAsALinkedBatch() {
    String other = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b60";
    show(console.api(), released("DONE", Map.of("endedAt", "2026-12-01T02:00:00Z")));
    assertThat(console.get(PAGE).body()).contains(">Send failed lines again</button>");
    Map<String, Object> made = batch("PARSING", Map.of("batchId", other, "retryOf", ID));
    console.api().answer("POST", PATH + "/retry", 201, made);
    console.api().answer("GET", "/v1/batches/" + other, 200, made);

    assertThat(console.post(PAGE + "/retry", Map.of()).headers().firstValue("Location"))
        .contains("../../batches/" + other + "?notice=batches.retried");
    assertThat(console.get("batches/" + other).body())
        .contains("Sends failed lines again of", "href=\"../" + PAGE + "\"");

    console.api().refuse("POST", PATH + "/retry", 409, "nothing-to-retry");
    assertThat(console.post(PAGE + "/retry", Map.of()).statusCode()).isEqualTo(422);
  }

  @Test
  void changesThePaceWithoutAPause() {
    show(console.api(), released("RUNNING", Map.of()));
    assertThat(console.get(PAGE).body()).contains("Change when and how fast it is sent</a>");
    assertThat(console.get(PAGE + "/pace").body())
        .contains(
            "It concerns the 79,960 lines that have not begun.",
            "name=\"version\" value=\"7\"",
            "value=\"07:00\"",
            "value=\"300\"");
    assertThat(console.getVietnamese(PAGE + "/pace").body())
        .contains("Áp dụng cho 79.960 dòng chưa bắt đầu gửi.");
    Map<String, String> typed =
        Map.of("version", "7", "from", "", "until", "", "maxPerSecond", "50");

    HttpResponse<String> done = console.post(PAGE + "/pace", typed);

    assertThat(done.headers().firstValue("Location"))
        .contains("../../" + PAGE + "?notice=batches.pace");
    StubApi.Received sent = console.api().last("PATCH", PATH + "/pace");
    assertThat(sent.headers()).containsEntry("If-match", "\"7\"");
    assertThat(sent.body()).isEqualTo("{\"sendingHours\":null,\"maxPerSecond\":50}");

    console.api().refuse("PATCH", PATH + "/pace", 412, "batch-version-mismatch");
    HttpResponse<String> refused = console.post(PAGE + "/pace", typed);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("role=\"alert\"", "value=\"50\"");
    assertThat(console.post(PAGE + "/pace", Map.of("maxPerSecond", "fast")).body())
        .contains("Write a whole number up to 10000.");

    show(console.api(), released("DONE", Map.of()));
    assertThat(console.get(PAGE + "/pace").body()).contains("Only a batch that is being sent");
  }

  @Test
  void saysWhyACommandWasRefused() {
    show(console.api(), released("SENT", Map.of()));
    console.api().refuse("POST", PATH + "/pause", 409, "batch-state");

    HttpResponse<String> page = console.post(PAGE + "/pause", Map.of());

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("role=\"alert\"", "sent, receipts arrive");
  }

  @Test
  void saysWhyABatchHasStoppedByItselfAndHowToGoOn() {
    show(console.api(), released("PAUSED", STOPPED));

    assertThat(console.get(PAGE).body())
        .contains(
            "Stopped by itself",
            "312 of 1,450 lines of the last 10 minutes failed for one reason: The carrier refused"
                + " the message.",
            "Find out why before you resume it",
            ">Resume</button>");
    assertThat(console.getVietnamese(PAGE).body()).contains("312 / 1.450", "Nhà mạng từ chối tin.");

    show(console.api(), released("PAUSED", PAUSED_BY_PERSON));
    assertThat(console.getVietnamese(PAGE).body())
        .contains("Có người đã tạm dừng.")
        .doesNotContain("Hệ thống đã tự dừng");
  }
}
