package dev.notifier.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.StubApi;
import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OverviewPagesTest {
  private static final String HOSTILE = "<script>alert('1')</script>\"";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void saysInOneSentenceWhatIsSlow() {
    assertThat(console.get("").body())
        .contains(
            "Slow: the route viettel is down. 31,200 messages wait for it.",
            "No urgent message waits for it at the moment.",
            "As of 01/12/2026 08:05:00 (UTC+7).");
    assertThat(console.getVietnamese("").body())
        .contains("Chậm: tuyến viettel mất kết nối. 31.200 tin đang chờ tuyến này.");
  }

  @Test
  void saysThatAllIsWell() {
    summary("all-well", false);
    assertThat(console.get("").body())
        .contains("notice good", "No message waits for longer than usual.")
        .doesNotContain("Urgent messages are not affected.");
  }

  @Test
  void saysThatTheStateIsNotKnown() {
    summary("stale", false);
    assertThat(console.get("").body()).contains("It is not known how much waits");
    console.api().refuse("GET", "/v1/pipeline", 503, "unavailable");
    HttpResponse<String> page = console.get("");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Not known at the moment.", "182,300");
  }

  /** A time that is over when it is read says nothing. */
  @Test
  void aLaneThatIsNearlyEmptyHasNoTime() {
    Map<String, Object> lane =
        Map.of(
            "lane", "normal",
            "messages", 3,
            "trend", "falling",
            "emptyAt", "2026-12-01T01:05:02Z");
    console
        .api()
        .answer(
            "GET",
            "/v1/pipeline",
            200,
            Map.of(
                "at",
                "2026-12-01T01:05:00Z",
                "summary",
                Map.of("code", "all-well"),
                "lanes",
                List.of(lane),
                "routes",
                List.of()));
    assertThat(console.get("").body()).contains("within a minute").doesNotContain("08:05:02");
  }

  @Test
  void saysThatUrgentMessagesWait() {
    summary("slow", true);
    assertThat(console.get("").body()).contains("Urgent messages wait, too.");
  }

  @Test
  void aNumberIsALinkToTheListThatItCounts() {
    assertThat(console.get("").body())
        .contains(
            "href=\"./messages?from=2026-12-01&amp;to=2026-12-01&amp;state=DELIVERED\"",
            "aria-label=\"delivered, Today: 182,300\"",
            "href=\"./messages?from=2026-11-25&amp;to=2026-12-01&amp;state=SKIPPED\"");
    assertThat(console.api().received())
        .extracting(request -> request.target())
        .contains(
            "/v1/counters?from=2026-11-30T17%3A00%3A00Z&to=2026-12-01T17%3A00%3A00Z",
            "/v1/counters?from=2026-11-24T17%3A00%3A00Z&to=2026-11-30T17%3A00%3A00Z");
  }

  @Test
  void everyoneSeesWhatTheirScopesAllow() {
    console.api().signedIn(List.of("inbox:read"), TestConsole.NOW);
    assertThat(console.get("").body())
        .contains("Replies without an answer")
        .doesNotContain("overview-summary", "overview-counts", "overview-batches");
    assertThat(console.api().received())
        .extracting(request -> request.target())
        .containsExactlyInAnyOrder("/v1/me", "/v1/inbox?assigned=none");
  }

  @Test
  void whoMaySeeNothingIsNotLeftAlone() {
    console.api().signedIn(List.of("templates:read"), TestConsole.NOW);
    assertThat(console.get("").body())
        .contains("Your rights show nothing here.")
        .doesNotContain("data-live-stream");
  }

  @Test
  void aDocumentThatCannotBeReadDoesNotStopThePage() {
    console.api().answer("GET", "/v1/counters", 200, "[]");
    HttpResponse<String> page = console.get("");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Not known at the moment.", "the route viettel is down");
  }

  @Test
  void showsHowFarBatchesAre() {
    console
        .api()
        .answer(
            "GET",
            "/v1/batches",
            200,
            Map.of(
                "batches",
                List.of(
                    Map.of(
                        "batchId",
                        "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57",
                        "name",
                        HOSTILE,
                        "state",
                        "RUNNING",
                        "lines",
                        Map.of("valid", 200_000),
                        "progress",
                        Map.of(
                            "fed", 60_000, "notFed", 140_000, "planned", 55_000, "waiting", 5_000),
                        "speed",
                        Map.of("estimatedEnd", "2026-12-01T03:00:00Z")))));
    assertThat(console.get("").body())
        .contains("25 % of 200,000", "01/12/2026 10:00:00", "&lt;script")
        .doesNotContain("<script>alert");
  }

  @Test
  void aBatchThatHasNotStartedIsScheduled() {
    Map<String, Object> batch =
        Map.of(
            "batchId",
            "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57",
            "name",
            "Cards",
            "state",
            "RUNNING",
            "lines",
            Map.of("valid", 200_000),
            "pace",
            Map.of("startAt", "2026-12-02T02:00:00Z"));
    console.api().answer("GET", "/v1/batches", 200, Map.of("batches", List.of(batch)));
    assertThat(console.get("").body())
        .contains("<span class=\"tag \">scheduled</span>", "Starts at 09:00 on 02/12/2026");
    assertThat(console.getVietnamese("").body()).contains("Bắt đầu lúc 09:00 ngày 02/12/2026");
  }

  @Test
  void showsBatchesThatAreCheckedOrNeedAnAnswer() {
    console
        .api()
        .answer(
            "GET",
            "/v1/batches",
            200,
            Map.of(
                "batches",
                List.of(
                    Map.of(
                        "batchId",
                        "1",
                        "name",
                        "Cards",
                        "state",
                        "NEEDS_ANSWER",
                        "lines",
                        Map.of("valid", 0)),
                    Map.of(
                        "batchId",
                        "2",
                        "name",
                        "Visits",
                        "state",
                        "PARSING",
                        "lines",
                        Map.of("valid", 7)))));

    assertThat(console.get("").body())
        .contains(
            "<span class=\"tag warn\">needs an answer</span>",
            "<span class=\"tag \">lines are checked</span>",
            "<td>–</td>")
        .doesNotContain("% of 7");
    assertThat(console.api().received())
        .extracting(StubApi.Received::target)
        .contains(
            "/v1/batches?state=NEEDS_ANSWER&limit=20",
            "/v1/batches?state=PARSING&limit=20",
            "/v1/batches?state=RUNNING&limit=20");
  }

  @Test
  void showsHowManyRepliesWait() {
    console
        .api()
        .answer(
            "GET",
            "/v1/inbox",
            200,
            """
            {"conversations": [{"waitingSince": "2026-12-01T00:00:00Z"},
                               {"waitingSince": "2026-12-01T01:03:00Z"}], "next": null}
            """);
    assertThat(console.get("").body())
        .contains("Waiting for someone to take them: 2", "<dd>1 h 5 min</dd>", "<dd>2 min</dd>");
  }

  @Test
  void showsHowManyTemplatesWaitToThoseWhoMayApprove() {
    String waiting =
        "{\"templates\": [{\"id\": \"card-expiring\"}, {\"id\": \"visit\"}], \"next\": %s}";
    console.api().answer("GET", "/v1/templates", 200, waiting.formatted("null"));
    assertThat(console.get("").body())
        .contains(
            "href=\"./templates?state=in-review\">Waiting for a second person: 2</a>",
            "Templates to approve");
    assertThat(console.api().last("GET", "/v1/templates").target())
        .isEqualTo("/v1/templates?state=in-review&limit=20");
    console.api().answer("GET", "/v1/templates", 200, waiting.formatted("\"visit\""));
    assertThat(console.getVietnamese("").body())
        .contains("Đang chờ người thứ hai duyệt: từ 2 trở lên");

    console.api().answer("GET", "/v1/templates", 200, "{\"templates\": [], \"next\": null}");
    assertThat(console.get("").body()).contains("No template waits for approval.");
    console.api().signedIn(List.of("templates:read", "templates:write"), TestConsole.NOW);
    assertThat(console.get("").body()).doesNotContain("Templates to approve");
  }

  @Test
  void saysThatForgedMessagesAreSent() {
    console
        .api()
        .answer(
            "GET",
            "/v1/inbox",
            200,
            """
            {"conversations": [], "next": null,
             "forgedTexts": [{"reports": 5, "at": "2026-12-01T01:00:00Z"}]}
            """);
    assertThat(console.get("").body())
        .contains("the same text was reported 5 times", "08:00:00", "inbox?topic=origin");
    assertThat(console.getVietnamese("").body()).contains("cùng một nội dung được báo 5 lần");
  }

  private static void summary(String code, boolean urgent) {
    console
        .api()
        .answer(
            "GET",
            "/v1/pipeline",
            200,
            Map.of(
                "kafkaAvailable", true,
                "storeAvailable", true,
                "summary", Map.of("code", code, "waiting", 40, "urgentAffected", urgent),
                "lanes", List.of(),
                "routes", List.of()));
  }
}
