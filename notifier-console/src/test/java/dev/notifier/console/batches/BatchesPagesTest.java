package dev.notifier.console.batches;

import static dev.notifier.console.batches.BatchExamples.DRY_RUN;
import static dev.notifier.console.batches.BatchExamples.ID;
import static dev.notifier.console.batches.BatchExamples.PAGE;
import static dev.notifier.console.batches.BatchExamples.PATH;
import static dev.notifier.console.batches.BatchExamples.batch;
import static dev.notifier.console.batches.BatchExamples.released;
import static dev.notifier.console.batches.BatchExamples.show;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchesPagesTest {
  private static final String HOSTILE = "<script>alert(\"1\")</script>'";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void listsBatchesWithFilters() {
    String next = "a b";
    console
        .api()
        .answer(
            "GET",
            "/v1/batches",
            200,
            Map.of("batches", List.of(released("RUNNING", Map.of())), "next", next));

    String page = console.get("batches?state=RUNNING&type=card.expiring").body();

    assertThat(page)
        .contains(
            "href=\"./batches/" + ID + "\">Cards, October",
            "is being sent</span>",
            "199,960",
            "59 %",
            "2,200",
            "<option value=\"RUNNING\" selected>",
            "href=\"./batches?state=RUNNING&amp;type=card.expiring&amp;after=a%20b\"");
    assertThat(console.api().last("GET", "/v1/batches").target())
        .isEqualTo("/v1/batches?state=RUNNING&type=card.expiring");
    assertThat(console.getVietnamese("batches").body())
        .contains("Đợt gửi", "đang gửi", "199.960")
        .contains("Thẻ BHYT sắp hết hạn (card.expiring)");
  }

  @Test
  void listsTheDryRunsOfABatch() {
    show(console.api(), batch("READY"));
    console
        .api()
        .answer(
            "GET",
            BatchExamples.PATH + "/dry-runs",
            200,
            Map.of(
                "dryRuns",
                List.of(
                    dryRun("2", true, Map.of()),
                    dryRun("1", false, Map.of("messages", 198_412)),
                    dryRun("0", true, Map.of("messages", 198_000)))));

    assertThat(console.get(PAGE).body())
        .contains(
            "Dry runs, the newest first",
            PAGE + "/dry-runs/1\"",
            "is computed",
            "expired: make another one",
            "ready to release",
            "198,412");
    assertThat(console.getVietnamese(PAGE).body()).contains("Các lần chạy thử", "198.412");
  }

  private static Map<String, Object> dryRun(
      String id, boolean releasable, Map<String, Object> others) {
    Map<String, Object> dryRun = new HashMap<>(others);
    dryRun.put("dryRunId", id);
    dryRun.put("releasable", releasable);
    dryRun.put("createdBy", "user:lan");
    dryRun.put("createdAt", "2026-12-01T01:01:00Z");
    return dryRun;
  }

  @Test
  void showsErrorsByKindAndHowTheFileWasRead() {
    show(console.api(), batch("READY"));

    assertThat(console.get(PAGE).body())
        .contains(
            "200,000 lines: 199,960 can be sent, 40 cannot.",
            "This is not a Vietnamese mobile number of 10 digits.",
            "No route serves this number: ask an administrator.",
            PAGE + "/report?format=xlsx",
            "semicolon ;",
            "Added the leading zero that was lost.",
            "The 199,960 good lines can be sent without the 40 that have errors.",
            "22.1 MB");
    assertThat(console.getVietnamese(PAGE).body())
        .contains("Không phải số di động Việt Nam 10 chữ số.", "Chạy thử", "22,1 MB");
  }

  /** The HTTP interface has no such state: it is released, and begins later. */
  @Test
  void scheduledBatchesCanBeChosen() {
    Map<String, Object> later = batch("RUNNING", Map.of("name", "Later"));
    later.put("pace", Map.of("startAt", "2026-12-02T02:00:00Z"));
    Map<String, Object> now = batch("RUNNING", Map.of("name", "Now"));
    console.api().answer("GET", "/v1/batches", 200, Map.of("batches", List.of(later, now)));

    assertThat(console.get("batches?state=SCHEDULED").body())
        .contains("value=\"SCHEDULED\" selected", ">Later</a>")
        .doesNotContain(">Now</a>");
    assertThat(console.api().last("GET", "/v1/batches").target()).endsWith("?state=RUNNING");
    assertThat(console.get("batches?state=RUNNING").body())
        .contains(">Now</a>")
        .doesNotContain(">Later</a>");
    assertThat(console.get("batches").body()).contains(">Now</a>", ">Later</a>");
  }

  @Test
  void saysThatAnotherVersionOfTheTemplateIsInForce() {
    String template = "/v1/templates/card-expiring";
    console.api().answer("GET", template, 200, Map.of("published", 4));
    show(console.api(), batch("READY"));
    assertThat(console.get(PAGE).body())
        .contains(
            "This batch uses version 3 of the template card-expiring. Version 4 is in force now.",
            "read the file again without a change");
    assertThat(console.getVietnamese(PAGE).body()).contains("Hiện phiên bản 4 đang được dùng.");

    Map<String, Object> scheduled = batch("RUNNING");
    scheduled.put("pace", Map.of("startAt", "2026-12-02T02:00:00Z"));
    show(console.api(), scheduled);
    assertThat(console.get(PAGE).body())
        .contains("Version 4 is in force now.", "cancel it and upload the file again");
    show(console.api(), released("PAUSED", Map.of()));
    assertThat(console.get(PAGE).body()).contains("The rest is sent with the same text");

    show(console.api(), released("DONE", Map.of()));
    assertThat(console.get(PAGE).body()).doesNotContain("is in force now");
    console.api().answer("GET", template, 200, Map.of("published", 3));
    show(console.api(), batch("READY"));
    assertThat(console.get(PAGE).body()).doesNotContain("is in force now");
    console.api().refuse("GET", template, 503, "unavailable");
    assertThat(console.get(PAGE).statusCode()).isEqualTo(200);
  }

  /** If the HTTP interface does not make it, the person gets a page instead of its document. */
  @Test
  void aFileThatCannotBeMadeIsAPage() {
    console.api().refuse("GET", PATH + "/report", 406, "not-acceptable");
    console.api().refuse("GET", PATH + "/outcome", 409, "batch-state");

    HttpResponse<String> fault = console.get(PAGE + "/report?format=csv");
    assertThat(fault.statusCode()).isEqualTo(406);
    assertThat(fault.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(fault.body())
        .contains("The file cannot be downloaded", "because of a fault of the system")
        .doesNotContain("not-acceptable");
    assertThat(console.get(PAGE + "/outcome?format=csv").body())
        .contains("The file cannot be downloaded", "Detail of batch-state");
    assertThat(console.getVietnamese(PAGE + "/report?format=xlsx").body())
        .contains("Không tải được tệp");
  }

  @Test
  void downloadsRefusedLines() {
    HttpResponse<String> report = console.get(PAGE + "/report?format=csv");

    assertThat(report.statusCode()).isEqualTo(200);
    assertThat(report.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    assertThat(report.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(console.api().last("GET", PATH + "/report").target()).endsWith("?format=csv");
  }

  @Test
  void saysWhatToDoWithAFileThatCannotBeRead() {
    Map<String, Object> batch =
        batch(
            "UNREADABLE",
            Map.of(
                "reason",
                "A sentence of this release",
                "cause",
                Map.of("code", "open-quote", "row", 1204)));
    show(console.api(), batch);

    assertThat(console.getVietnamese(PAGE).body())
        .contains("Có dấu ngoặc kép mở mà không đóng", "Hàng 1204.");
  }

  @Test
  void showsAReasonThatItDoesNotKnowAsItIs() {
    show(console.api(), batch("UNREADABLE", Map.of("reason", "Of a later release.")));
    assertThat(console.get(PAGE).body()).contains("Of a later release.");

    Map<String, Object> later =
        Map.of("reason", "Of a later release.", "cause", Map.of("code", "not-known-here"));
    show(console.api(), batch("UNREADABLE", later));
    assertThat(console.getVietnamese(PAGE).body()).contains("Of a later release.");
  }

  @Test
  void asksWhatIsNotClearAndKeepsOtherSettings() {
    show(
        console.api(),
        batch(
            "NEEDS_ANSWER",
            Map.of(
                "settings", Map.of("encoding", "utf-8", "mapping", Map.of("cardNo", "Thẻ")),
                "question",
                    Map.of(
                        "kind", "mapping",
                        "subject", "phone",
                        "text", "Which column has this field?",
                        "choices", List.of("Liên hệ", "Di động"),
                        "samples", List.of("a | b")))));
    assertThat(console.get(PAGE).body())
        .contains("Which column has this field?", "Phone number", "value=\"Di động\"", "a | b");

    HttpResponse<String> done = console.post(PAGE + "/answer", Map.of("answer", "Di động"));

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(done.headers().firstValue("Location"))
        .contains("../../" + PAGE + "?notice=batches.settings");
    assertThat(console.api().last("POST", PATH + "/settings").body())
        .contains("\"encoding\":\"utf-8\"", "\"cardNo\":\"Thẻ\"", "\"phone\":\"Di động\"");
  }

  @Test
  void answersWithANumberWhereOneIsNeeded() {
    Map<String, Object> question =
        Map.of("kind", "header-row", "subject", "", "text", "", "choices", List.of("3", "0"));
    show(console.api(), batch("NEEDS_ANSWER", Map.of("question", question)));
    assertThat(console.get(PAGE).body()).contains("Row 3", "There is none");

    console.post(PAGE + "/answer", Map.of("answer", "3"));

    assertThat(console.api().last("POST", PATH + "/settings").body())
        .isEqualTo("{\"headerRow\":3}");
  }

  @Test
  void namesOfColumnsNeedTheRightToSeePersonalData() {
    console.api().signedIn(List.of("batches:write", "batches:read"), TestConsole.NOW);
    Map<String, Object> question =
        Map.of("kind", "mapping", "subject", "phone", "text", "", "choices", List.of());
    show(console.api(), batch("NEEDS_ANSWER", Map.of("question", question)));

    assertThat(console.get(PAGE).body())
        .contains("Someone who may see personal data has to answer.")
        .doesNotContain("name=\"answer\"");
  }

  @Test
  void changesTheColumnsAndKeepsWhatWasTypedWhenRefused() {
    show(console.api(), batch("READY"));
    console
        .api()
        .answer(
            "GET",
            "/v1/event-types/card.expiring",
            200,
            Map.of(
                "name", "card.expiring",
                "title", "A card",
                "schema",
                    Map.of(
                        "properties",
                        Map.of(
                            "recipient", Map.of("$ref", "urn:notifier:schema:recipient"),
                            "cardNo", Map.of("title", "Number of the card", "type", "string"),
                            "lines", Map.of("type", "array")))));
    assertThat(console.get(PAGE).body())
        .contains(">Number of the card</label>")
        .doesNotContain("id=\"column-lines\"", "id=\"column-recipient\"")
        .contains("found by its name: cardNo", "value=\"=Ghi chú\"");
    console.api().refuse("POST", PATH + "/settings", 409, "batch-state");

    HttpResponse<String> page =
        console.post(
            PAGE + "/settings",
            Map.of("field", "phone", "column", "=Ghi chú", "headerRow", "2", "delimiter", "\t"));

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains(
            "role=\"alert\"", "name=\"headerRow\" type=\"number\" min=\"0\" max=\"10\" value=\"2\"")
        .containsPattern("value=\"=Ghi chú\" selected");
    assertThat(console.api().last("POST", PATH + "/settings").body())
        .isEqualTo("{\"delimiter\":\"\\t\",\"headerRow\":2,\"mapping\":{\"phone\":\"Ghi chú\"}}");
  }

  @Test
  void ordersADryRun() {
    console.api().answer("POST", PATH + "/dry-run", 202, BatchExamples.running());

    HttpResponse<String> ordered = console.post(PAGE + "/dry-run", Map.of());

    assertThat(ordered.headers().firstValue("Location"))
        .contains("../../" + PAGE + "/dry-runs/" + DRY_RUN);
  }

  @Test
  void refreshesThePartUntilTheStateChanges() {
    show(console.api(), batch("PARSING"));
    HttpResponse<String> part = part(PAGE + "?seen=PARSING");
    assertThat(part.body())
        .startsWith("<div id=\"live\"")
        .contains("hx-get=\"../" + PAGE + "?seen=PARSING\"", "data-automatic", "200,000 lines read")
        .doesNotContain("<html");
    assertThat(part.headers().firstValue("HX-Refresh")).isEmpty();

    show(console.api(), batch("READY"));
    assertThat(part(PAGE + "?seen=PARSING").headers().firstValue("HX-Refresh")).contains("true");
    assertThat(console.get(PAGE).body()).doesNotContain("hx-get");
  }

  private static HttpResponse<String> part(String page) {
    return console.send(
        console
            .request(page)
            .header("Cookie", "notifier-session=ns_1; notifier-language=en")
            .header("HX-Request", "true"));
  }

  @Test
  void whoMayOnlyReadSeesNoCommands() {
    console.api().signedIn(List.of("batches:read"), TestConsole.NOW);
    for (Map<String, Object> batch :
        List.of(batch("READY"), released("RUNNING", Map.of()), released("PAUSED", Map.of()))) {
      show(console.api(), batch);

      assertThat(console.get(PAGE).body())
          .doesNotContain(
              "/dry-run\"", "/pause\"", "/resume\"", "/cancel\"", "/settings\"", "/report?");
    }
    assertThat(console.get("batches").body()).doesNotContain("batches/new");
  }

  @Test
  void textsOfOthersAreEscaped() {
    Map<String, Object> batch =
        batch(
            "NEEDS_ANSWER",
            Map.of(
                "name", HOSTILE,
                "type", HOSTILE,
                "template", HOSTILE,
                "reason", HOSTILE,
                "createdBy", HOSTILE,
                "file", Map.of("kind", HOSTILE, "bytes", 1, "again", HOSTILE),
                "settings", Map.of("sheet", HOSTILE),
                "question",
                    Map.of(
                        "kind",
                        "mapping",
                        "subject",
                        HOSTILE,
                        "text",
                        HOSTILE,
                        "choices",
                        List.of(HOSTILE),
                        "samples",
                        List.of(HOSTILE)),
                "summary",
                    Map.of(
                        "encoding", HOSTILE,
                        "delimiter", HOSTILE,
                        "sheet", HOSTILE,
                        "header", List.of(HOSTILE),
                        "columns", List.of(Map.of("column", HOSTILE, "field", HOSTILE)),
                        "ignoredColumns", List.of(HOSTILE),
                        "faults", List.of(Map.of("kind", HOSTILE, "lines", 1)),
                        "repairs", List.of(Map.of("kind", HOSTILE, "lines", 1)))));
    show(console.api(), batch);
    console.api().answer("GET", "/v1/batches", 200, Map.of("batches", List.of(batch)));

    for (String page : List.of(PAGE, "batches")) {
      assertThat(console.get(page).body())
          .contains("&lt;script")
          .doesNotContain("<script>alert", "value=\"<", "value=\"=<");
    }
  }
}
