package dev.notifier.console.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxPagesTest {
  private static final String PATH = "/v1/inbox/" + TestConversations.ID;
  private static final String PAGE = "inbox/" + TestConversations.ID;

  private static TestConsole console;

  @BeforeAll
  static void start() {
    console = new TestConsole();
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @BeforeEach
  void reset() {
    console.api().reset();
    TestConversations.answer(console.api(), null);
  }

  private static HttpResponse<String> part(String page) {
    return console.send(
        console
            .request(page)
            .header("Cookie", "notifier-session=ns_1; notifier-language=en")
            .header("Notifier-Automatic", "true")
            .header("HX-Request", "true"));
  }

  @Test
  void listsWhoWaitsInBothLanguages() {
    assertThat(console.get("inbox").body())
        .contains("+84912***678", ">waits</span>", "no one yet", "data-automatic");
    assertThat(console.getVietnamese("inbox").body()).contains("chờ trả lời", "chưa ai");
  }

  @Test
  void filters() {
    console.get("inbox?show=mine&topic=call-back");
    assertThat(console.api().last("GET", "/v1/inbox").target())
        .isEqualTo("/v1/inbox?limit=50&topic=call-back&assigned=me");
    console.get("inbox?show=closed&topic=invented");
    assertThat(console.api().last("GET", "/v1/inbox").target())
        .isEqualTo("/v1/inbox?limit=50&state=closed");
  }

  @Test
  void theListRefreshesItselfWithoutUsingTheSession() {
    HttpResponse<String> list = part("inbox?show=all");
    assertThat(list.body()).contains("+84912***678").doesNotContain("<html");
    assertThat(console.api().last("GET", "/v1/inbox").headers())
        .containsEntry("Notifier-automatic", "true");
  }

  @Test
  void theNumberOfASearchIsInNoAddress() {
    HttpResponse<String> found = console.post("inbox", Map.of("phone", "0912345678"));
    assertThat(found.body()).contains("Conversations of this number");
    assertThat(console.api().last("POST", "/v1/inbox/search").body()).contains("0912345678");
  }

  @Test
  void showsWhyAndWhat() {
    String page = console.get(PAGE).body();
    assertThat(page)
        .contains("Why: no rule matches.", "Lúa", "Answers this message", "did not arrive");
    assertThat(page).contains("The answer did not arrive: notifier", "carrier could not deliver");
    assertThat(page.indexOf("The person wrote")).isLessThan(page.indexOf("Note: minh"));
    assertThat(console.getVietnamese(PAGE).body())
        .contains("Lý do: không quy tắc nào phù hợp", "Câu trả lời không đến nơi");
  }

  /** Browsers keep titles in their history. */
  @Test
  void theTitleHasTheNumberMasked() {
    TestConversations.answer(console.api(), null, "+84912345678");
    String page = console.get(PAGE).body();
    assertThat(page)
        .contains("<title>+84912***678 to 8079", "<h1>+84912***678 to 8079</h1>")
        .containsOnlyOnce("+84912345678");
  }

  @Test
  void escapesWhatPeopleWrite() {
    assertThat(console.get(PAGE).body())
        .doesNotContain("<script>alert")
        .contains("&lt;script&gt;alert(1)");
  }

  @Test
  void whoMayOnlyReadSeesNoCommands() {
    console.api().signedIn(List.of("inbox:read"), TestConsole.NOW);
    assertThat(console.get(PAGE).body())
        .contains("The person wrote")
        .doesNotContain("name=\"text\"", "/assign", "/correct");
  }

  /** Such as people of a hotline, who have no other task. */
  @Test
  void whoMayOnlyUseTheInboxCanWork() {
    console.api().signedIn(List.of("inbox:read", "inbox:write"), TestConsole.NOW);
    assertThat(console.get("inbox").body()).contains(PAGE);
    assertThat(console.get(PAGE).body())
        .contains("name=\"text\"", "/answer\"", "/hand-over\"", "/close\"")
        .doesNotContain("./batches", "./routes");
    assertThat(console.post(PAGE + "/answer", Map.of("version", "3", "text", "Ngày")).statusCode())
        .isEqualTo(303);
  }

  @Test
  void whoDoesNotAnswerCanOnlyTakeOver() {
    TestConversations.answer(console.api(), "user:minh");
    assertThat(console.get(PAGE).body())
        .contains("minh is answering", "Take over")
        .doesNotContain("name=\"text\"");
  }

  @Test
  void answersTheVersionThatWasSeen() {
    HttpResponse<String> page =
        console.post(PAGE + "/answer", Map.of("text", "Ngay 25/11", "version", "3"));
    assertThat(page.headers().firstValue("Location")).contains("../../inbox?notice=inbox.answer");
    assertThat(console.api().last("POST", PATH + "/answer").headers())
        .containsEntry("If-match", "\"3\"");
    assertThat(console.api().last("POST", PATH + "/answer").body())
        .isEqualTo("{\"text\":\"Ngay 25/11\"}");
  }

  @Test
  void keepsTheAnswerIfThePersonWroteAgain() {
    console.api().refuse("POST", PATH + "/answer", 412, "conversation-changed");
    HttpResponse<String> page =
        console.post(PAGE + "/answer", Map.of("text", "Ngay <25>", "version", "2"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("role=\"alert\"", ">Ngay &lt;25&gt;</textarea>", "name=\"version\" value=\"3\"");
  }

  @Test
  void sendsEachCommand() {
    command("assign", Map.of("assignee", "me"), "{\"assignee\":\"me\"}");
    command("assign", Map.of("assignee", ""), "{}");
    command("assign", Map.of("assignee", "minh"), "{\"assignee\":\"user:minh\"}");
    command("answer", Map.of("text", "", "knowledge", "card"), "{\"knowledge\":\"card\"}");
    command("note", Map.of("note", "a"), "{\"text\":\"a\"}");
    command("hand-over", Map.of("handOver", "b"), "{\"note\":\"b\"}");
    command("close", Map.of("reason", "c"), "{\"reason\":\"c\"}");
    command("reopen", Map.of(), "{}");
    command(
        "correct",
        Map.of("messageId", "m", "correction", "opt-out"),
        "{\"messageId\":\"m\",\"correction\":\"opt-out\"}");
    assertThat(console.post(PAGE + "/invent", Map.of()).statusCode()).isEqualTo(404);
  }

  private static void command(String command, Map<String, String> fields, String body) {
    assertThat(console.post(PAGE + "/" + command, fields).statusCode()).isEqualTo(303);
    assertThat(console.api().last("POST", PATH + "/" + command).body()).isEqualTo(body);
  }

  @Test
  void countsTheSegmentsBeforeSending() {
    console
        .api()
        .answer(
            "POST",
            PATH + "/answer",
            200,
            Map.of(
                "text", "Ngay 25/11",
                "sender", "8079",
                "route", "viettel",
                "encoding", "gsm7",
                "segments", 1,
                "cost", 350));
    assertThat(console.post(PAGE + "/preview", Map.of("text", "Ngày 25/11")).body())
        .contains("Characters: 10, segments: 1.", "It costs 350 VND.", ">Ngày 25/11</textarea>");
    assertThat(console.api().last("POST", PATH + "/answer").body()).contains("\"preview\":true");
  }

  @Test
  void saysThatThereIsNoPreviewWithoutAText() {
    console.api().answer("POST", PATH + "/answer", 200, "{\"encoding\":\"gsm7\",\"segments\":1}");

    assertThat(partOf(PAGE + "/preview", "text=abc"))
        .contains("There is no preview", "Nothing is sent")
        .doesNotContain("bubble");
    HttpResponse<String> page = console.post(PAGE + "/preview", Map.of("text", "abc"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("There is no preview", ">abc</textarea>");
  }

  /** Any of them, and what was typed and chosen before stays. */
  @Test
  void findsCannedAnswersByWords() {
    console
        .api()
        .answer(
            "GET",
            "/v1/knowledge",
            200,
            "{\"entries\":[{\"id\":\"office\",\"titles\":{\"vi\":\"Địa <chỉ>\"}}],\"next\":\"office\"}");
    console
        .api()
        .answer(
            "GET",
            "/v1/knowledge/card",
            200,
            "{\"id\":\"card\",\"published\":{\"variants\":[{\"language\":\"vi\",\"title\":\"Đổi thẻ\"}]}}");
    Map<String, String> typed = Map.of("find", "địa chỉ", "knowledge", "card", "text", "Ngày");

    String page = console.post(PAGE + "/find-answer", typed).body();

    assertThat(console.api().last("GET", "/v1/knowledge").target())
        .isEqualTo("/v1/knowledge?state=published&words=%C4%91%E1%BB%8Ba%20ch%E1%BB%89");
    assertThat(page)
        .contains(
            "value=\"địa chỉ\"",
            "<option value=\"card\" selected>Đổi thẻ</option>",
            "<option value=\"office\">Địa &lt;chỉ&gt;</option>",
            "Not all answers are listed",
            ">Ngày</textarea>");
    assertThat(partOf(PAGE + "/find-answer", "find=x"))
        .contains("<option value=\"office\">")
        .doesNotContain("<html", "textarea");
  }

  private static String partOf(String page, String form) {
    return console
        .send(
            console
                .request(page)
                .header("Cookie", "notifier-session=ns_1; notifier-language=en")
                .header("HX-Request", "true")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)))
        .body();
  }

  @Test
  void whoMayNotReadTheKnowledgeBaseFindsNoAnswers() {
    console.api().signedIn(List.of("inbox:read", "inbox:write"), TestConsole.NOW);
    assertThat(console.get(PAGE).body()).doesNotContain("find-answer", "name=\"knowledge\"");
  }

  /** Browsers with scripts show what is chosen at once. */
  @Test
  void aChosenAnswerIsUsedWithoutScripts() {
    String use = "<button class=\"secondary\" data-plain formaction=\"";
    assertThat(console.get(PAGE).body())
        .contains(use + "../" + PAGE + "/preview#answer\">Use this answer</button>");
    // Its links would be relative to another page than the one that it becomes part of.
    assertThat(partOf(PAGE + "/find-answer", "find=x")).doesNotContain("Use this answer", "../");
    console
        .api()
        .answer(
            "POST",
            PATH + "/answer",
            200,
            Map.of("text", "12 To Hieu", "encoding", "gsm7", "segments", 1));

    assertThat(console.post(PAGE + "/preview", Map.of("knowledge", "card", "text", "")).body())
        .contains(
            "<h2 id=\"answer\">",
            "<option value=\"card\" selected>Renew a card</option>",
            ">12 To Hieu</p>");
    assertThat(console.getVietnamese(PAGE).body()).contains(">Dùng câu trả lời này</button>");
  }

  @Test
  void saysThatSomethingHasChanged() {
    TestConversations.answer(console.api(), "user:lan");
    assertThat(part(PAGE + "?version=3").body()).isBlank();
    assertThat(part(PAGE + "?version=2").body()).contains("The person has written again");
    assertThat(console.api().received()).noneMatch(each -> each.target().startsWith(PATH));
  }

  @Test
  void figuresSayHowLongPeopleWaited() {
    assertThat(console.get("reports/inbox").body())
        .contains("Answered: 2. Handed over: 0. Closed without an answer: 1.")
        .contains("Half of the people waited less than 15 minutes, 95 % less than 4 hours.")
        .contains("<svg", "role=\"img\"", ">other question</th>", "By hour, as a table");
    console.getVietnamese("reports/inbox?days=7");
    assertThat(console.api().last("GET", "/v1/inbox/figures").target()).endsWith("days=7");
  }

  @Test
  void figuresOfAgentsAreForThoseWhoMayKnowThem() {
    console
        .api()
        .answer(
            "GET",
            "/v1/inbox/figures",
            200,
            """
            {"from":"2026-11-25","until":"2026-12-01","asOf":"2026-12-01T03:00:00Z","bounds":[300],
             "all":{"answered":1,"handedOver":0,"closed":0,"waits":[0,1],"medianSeconds":null,"p95Seconds":null},
             "hours":[{"day":"2026-11-30","hour":8,"counts":{"answered":1,"handedOver":0,"closed":0,"waits":[0,1]}}],
             "topics":[{"topic":"<b>","counts":{"answered":1,"handedOver":0,"closed":0,"waits":[0,1]}}],
             "agents":null}
            """);

    assertThat(console.get("reports/inbox?days=7").body())
        .contains("&lt;b&gt;", "25/11", "01/12")
        .doesNotContain("By person who answered");
  }
}
