package dev.notifier.console.batches;

import static dev.notifier.console.batches.BatchExamples.DRY_RUN;
import static dev.notifier.console.batches.BatchExamples.DRY_RUN_PAGE;
import static dev.notifier.console.batches.BatchExamples.DRY_RUN_PATH;
import static dev.notifier.console.batches.BatchExamples.PAGE;
import static dev.notifier.console.batches.BatchExamples.PATH;
import static dev.notifier.console.batches.BatchExamples.batch;
import static dev.notifier.console.batches.BatchExamples.dryRun;
import static dev.notifier.console.batches.BatchExamples.show;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DryRunPageTest {
  private static final String HOSTILE = "<script>alert(\"1\")</script>'";
  private static final String RELEASE = DRY_RUN_PAGE + "/release";
  private static final Map<String, Object> OF_MINH =
      Map.of(
          "createdBy",
          "user:minh",
          "requestedBy",
          "user:minh",
          "dryRunId",
          DRY_RUN,
          "pace",
          Map.of("maxPerSecond", 300));

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
    show(console.api(), batch("READY"), dryRun());
  }

  @Test
  void showsWhatWouldBeSent() {
    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains(
            "<strong>198,412</strong>",
            "198,824",
            "62,073,400 ₫",
            "34 minutes",
            "The recipient opted out.",
            "1,548",
            "with diacritics (UCS-2",
            "in 400 messages",
            "class=\"bubble\">BHXHVN: The BHYT",
            ">Send 198,412 messages without a second person</button>",
            "value=\"07:00\"");
    assertThat(console.getVietnamese(DRY_RUN_PAGE).body())
        .contains("198.412", "Gửi 198.412 tin nhắn", "Người nhận đã từ chối nhận tin.");
  }

  @Test
  void saysWhetherTheQuotaHasRoom() {
    Map<String, Object> dryRun = dryRun();
    dryRun.put("quotaLeft", 198_824);
    show(console.api(), batch("READY"), dryRun);
    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains("Segments left of this month's quota")
        .doesNotContain("has more segments than");

    dryRun.put("quotaLeft", 198_823);
    show(console.api(), batch("READY"), dryRun);
    assertThat(console.get(DRY_RUN_PAGE).body()).contains("The batch has more segments than");
    assertThat(console.getVietnamese(DRY_RUN_PAGE).body()).contains("198.823", "hạn mức tháng");
  }

  @Test
  void waitsForTheResult() {
    show(console.api(), batch("READY"), BatchExamples.running());
    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains("hx-get=\"../../../" + DRY_RUN_PAGE + "\"", "data-automatic")
        .doesNotContain("<h2>Release");
    assertThat(part().headers().firstValue("HX-Refresh")).isEmpty();

    show(console.api(), batch("READY"), dryRun());
    assertThat(part().headers().firstValue("HX-Refresh")).contains("true");
  }

  private static HttpResponse<String> part() {
    return console.send(
        console
            .request(DRY_RUN_PAGE)
            .header("Cookie", "notifier-session=ns_1; notifier-language=en")
            .header("HX-Request", "true"));
  }

  @Test
  void saysWhyItHasFailed() {
    Map<String, Object> failed = BatchExamples.running();
    failed.put("error", "The batch has no line that can be sent.");
    show(console.api(), batch("READY"), failed);

    assertThat(console.getVietnamese(DRY_RUN_PAGE).body())
        .contains("Đợt gửi không có dòng nào gửi được.");
  }

  @Test
  void releaseNamesTheDryRunAndHasTheTimesOfVietnam() {
    console.api().answer("POST", PATH + "/release", 200, batch("RUNNING"));

    HttpResponse<String> done =
        console.post(
            RELEASE,
            Map.of(
                "startAt", "2026-12-02T08:00",
                "from", "07:00",
                "until", "21:00",
                "maxPerSecond", "300",
                "reason", "Monthly"));

    assertThat(done.headers().firstValue("Location"))
        .contains("../../../../" + PAGE + "?notice=batches.released");
    assertThat(console.api().last("POST", PATH + "/release").body())
        .contains(
            "\"dryRunId\":\"" + DRY_RUN + "\"",
            "\"startAt\":\"2026-12-02T01:00:00Z\"",
            "\"from\":\"07:00\"",
            "\"maxPerSecond\":300",
            "\"reason\":\"Monthly\"")
        .doesNotContain("acceptRepeated", "finishBy");
  }

  @Test
  void whoAllowsRepeatedNumbersSaysSo() {
    console.api().answer("POST", PATH + "/release", 200, batch("RUNNING"));

    console.post(RELEASE, Map.of("acceptRepeated", "true"));

    assertThat(console.api().last("POST", PATH + "/release").body())
        .contains("\"acceptRepeated\":true");
  }

  @Test
  void aReleaseThatNeedsAnotherPersonIsARequest() {
    console.api().answer("POST", PATH + "/release", 200, batch("AWAITING_RELEASE"));

    assertThat(console.post(RELEASE, Map.of()).headers().firstValue("Location"))
        .contains("../../../../" + PAGE + "?notice=batches.asked-release");
    assertThat(console.get(PAGE + "?notice=batches.asked-release").body())
        .contains("notice plain", "another person has to look at the dry run");
  }

  @Test
  void theSecondPersonSeesTheSameDryRunAndTheRequestedTimes() {
    show(console.api(), batch("AWAITING_RELEASE", OF_MINH), dryRun());

    assertThat(console.get(PAGE).body())
        .contains("Look at the dry run. If all is right, release it there.", DRY_RUN_PAGE)
        .contains("Next: look at the dry run and, if all is right, release it.")
        .doesNotContain("another person looks at the dry run");
    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains(
            ">Release 198,412 messages</button>", "<dd>300</dd>", "name=\"from\" type=\"time\"")
        .doesNotContain("value=\"07:00\"");
  }

  @Test
  void whoTookPartCannotBeTheSecondPerson() {
    Map<String, Object> own = new HashMap<>(OF_MINH);
    own.put("requestedBy", "user:lan");
    show(console.api(), batch("AWAITING_RELEASE", own), dryRun());

    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains("another person has to release it")
        .doesNotContain("<button>Release", "<button>Send");
  }

  @Test
  void theButtonSaysWhatItDoes() {
    assertThat(console.get(DRY_RUN_PAGE).body()).contains("No other person is needed");

    show(console.api(), batch("READY", Map.of("needsSecondPerson", true)), dryRun());
    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains(
            ">Ask for the release of 198,412 messages</button>",
            "Another person has to release this batch. Nothing is sent yet.");
    assertThat(console.getVietnamese(DRY_RUN_PAGE).body()).contains(">Đề nghị duyệt 198.412 tin<");

    Map<String, Object> later = new HashMap<>(OF_MINH);
    later.put("pace", Map.of("startAt", "2026-12-02T02:00:00Z"));
    show(console.api(), batch("AWAITING_RELEASE", later), dryRun());
    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains("Once you release it, sending starts at 09:00 on 02/12/2026");
  }

  @Test
  void anotherPersonIsPossibleIfNoneIsNeeded() {
    String page = console.get(DRY_RUN_PAGE).body();
    assertThat(page)
        .containsSubsequence(
            "<button name=\"secondPerson\" value=\"true\" aria-describedby",
            ">Ask another person to release it</button>",
            "<button class=\"secondary\"",
            ">Send 198,412 messages without a second person</button>");
    console.api().answer("POST", PATH + "/release", 200, batch("AWAITING_RELEASE", OF_MINH));

    HttpResponse<String> asked = console.post(RELEASE, Map.of("secondPerson", "true"));

    assertThat(console.api().last("POST", PATH + "/release").body())
        .contains("\"secondPerson\":true");
    assertThat(asked.headers().firstValue("Location").orElseThrow())
        .endsWith("?notice=batches.asked-release");
    for (Map<String, Object> batch :
        List.of(
            batch("READY", Map.of("needsSecondPerson", true)),
            batch("AWAITING_RELEASE", OF_MINH))) {
      show(console.api(), batch, dryRun());
      assertThat(console.get(DRY_RUN_PAGE).body())
          .doesNotContain("name=\"secondPerson\"", ">Send 198,412 messages");
    }
  }

  @Test
  void aKeyIsNoPerson() {
    show(console.api(), batch("AWAITING_RELEASE", OF_MINH), dryRun());
    console.api().refuse("GET", "/v1/me", 403, "users-only");
    String cookie = console.signInWithKey() + "; notifier-language=en";

    assertThat(console.send(console.request(DRY_RUN_PAGE).header("Cookie", cookie)).body())
        .contains("You are signed in with a key, not as a user.", "Configured key (no user)")
        .doesNotContain("<button>Release", "<button>Send");
    assertThat(console.send(console.request(PAGE).header("Cookie", cookie)).body())
        .contains("You are signed in with a key, not as a user.");
  }

  @Test
  void whoMayNotSeeLinesSeesTheTextOfTheTemplate() {
    console
        .api()
        .signedIn(List.of("batches:read", "batches:release", "templates:read"), TestConsole.NOW);
    String preview = "/v1/templates/card-expiring/versions/3/preview";
    Map<String, Object> text =
        Map.of(
            "locale",
            "vi",
            "audience",
            Map.of("livingAreas", List.of("K1", "K2")),
            "text",
            "Ông A: " + HOSTILE);
    Map<String, Object> dryRun = dryRun();
    dryRun.put("result", hidden());
    show(console.api(), batch("READY"), dryRun);
    console.api().answer("POST", preview, 200, Map.of("previews", List.of(text, text)));

    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains(
            "Text of the template (example values)",
            "Line 2, to +84391***567, segments: 1, Vietnamese</p>",
            "Line 7, to +84391***567, segments: 3</p>",
            "(text hidden)",
            "You do not see the texts of the lines, because",
            ">Vietnamese (Area K1, Area K2):</p>",
            "lang=\"vi\">Ông A: &lt;script",
            "templates/card-expiring/versions/3\"")
        .doesNotContain("<script>alert", "BHXHVN: The BHYT");

    console.api().refuse("POST", preview, 503, "unavailable");
    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains("templates/card-expiring/versions/3\"")
        .doesNotContain("(example values)");
  }

  /** As the HTTP interface shows samples to who may not see personal data. */
  private static Map<String, Object> hidden() {
    Map<String, Object> sample =
        Map.of("line", 2, "phone", "+84391***567", "text", "•••", "segments", 1, "locale", "vi");
    Map<String, Object> other =
        Map.of("line", 7, "phone", "+84391***567", "text", "•••", "segments", 3, "locale", "•••");
    return Map.of("samples", List.of(sample, other));
  }

  @Test
  void whoMayNotReleaseSeesNoButton() {
    console.api().signedIn(List.of("batches:read"), TestConsole.NOW);

    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains("You do not see the texts of the lines")
        .doesNotContain("<button>Send", "BHXHVN: The BHYT");
  }

  @Test
  void aReleaseNeedsAFreshSecondFactor() {
    console.api().signedIn(List.of("batches:read", "batches:release"), TestConsole.NOW);
    assertThat(console.get(DRY_RUN_PAGE).body()).contains("id=\"code\"");

    HttpResponse<String> refused = console.post(RELEASE, Map.of("reason", "Monthly"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains(
            "href=\"#code\"", "Type the code of your authenticator app.", "value=\"Monthly\"");

    assertThat(console.post(RELEASE, Map.of("code", "492039")).statusCode()).isEqualTo(303);
    assertThat(console.api().last("POST", "/v1/sign-in/second-factor").body()).contains("492039");
  }

  @Test
  void whatIsTypedWronglyIsNotSent() {
    HttpResponse<String> refused =
        console.post(
            RELEASE,
            Map.of(
                "startAt", "tomorrow", "from", "07:00", "maxPerSecond", "many", "finishBy", "x"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains(
            "href=\"#startAt\"", "href=\"#finishBy\"", "href=\"#until\"", "href=\"#maxPerSecond\"")
        .contains("value=\"tomorrow\"", "value=\"many\"");
    assertThat(console.api().received()).noneMatch(sent -> sent.target().endsWith("/release"));
  }

  @Test
  void keepsWhatWasTypedWhenItIsRefused() {
    console.api().refuse("POST", PATH + "/release", 409, "batch-changed");

    HttpResponse<String> refused =
        console.post(RELEASE, Map.of("startAt", "2026-12-02T08:00", "reason", "Monthly"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("role=\"alert\"", "value=\"2026-12-02T08:00\"", "value=\"Monthly\"");
  }

  @Test
  void asksWhetherNumbersMayOccurOften() {
    show(
        console.api(),
        batch("READY", Map.of("summary", Map.of("repeated", Map.of("numbers", 3, "lines", 41)))),
        dryRun());
    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains(
            "3 numbers are in more than 5 lines each, in 41 lines", "name=\"acceptRepeated\"");

    console.post(RELEASE, Map.of("acceptRepeated", "true"));

    assertThat(console.api().last("POST", PATH + "/release").body())
        .contains("\"acceptRepeated\":true");
  }

  @Test
  void asksWhetherNumbersMayOccurOftenThatWereNotCounted() {
    Map<String, Object> summary = new HashMap<>();
    summary.put("repeated", null);
    show(console.api(), batch("READY", Map.of("summary", summary)), dryRun());

    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains("it was not counted how often a number occurs", "name=\"acceptRepeated\"");
  }

  @Test
  void warnsOfLinesThatWereSentBefore() {
    Map<String, Object> dryRun = BatchExamples.running();
    dryRun.put("messages", 198_412);
    dryRun.put(
        "result",
        Map.of(
            "sameLines",
            Map.of(
                "batchId", "0193807a-5f3c-7b21-9c44-1f0e8a6d2b59",
                "name", "September",
                "releasedAt", "2026-11-01T01:00:00Z",
                "percent", 97)));
    show(console.api(), batch("READY"), dryRun);

    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains("About 97 % of these lines were already sent", ">September</a>");
  }

  @Test
  void textsOfOthersAreEscaped() {
    Map<String, Object> hostile = BatchExamples.running();
    hostile.put("messages", 1);
    hostile.put("createdBy", HOSTILE);
    hostile.put(
        "result",
        Map.of(
            "skipped", List.of(Map.of("reason", HOSTILE, "lines", 1)),
            "encodings", List.of(Map.of("encoding", HOSTILE, "messages", 1, "segments", 1)),
            "routes", List.of(Map.of("route", HOSTILE, "messages", 1, "segments", 1)),
            "ucs2Characters", List.of(Map.of("character", HOSTILE, "messages", 1)),
            "samples", List.of(Map.of("line", 1, "phone", HOSTILE, "text", HOSTILE, "segments", 1)),
            "sameLines",
                Map.of(
                    "batchId",
                    HOSTILE,
                    "name",
                    HOSTILE,
                    "releasedAt",
                    "2026-11-01T01:00:00Z",
                    "percent",
                    97)));
    show(console.api(), batch("READY", Map.of("name", HOSTILE)), hostile);

    assertThat(console.get(DRY_RUN_PAGE).body())
        .contains("&lt;script")
        .doesNotContain("<script>alert");
    assertThat(console.api().last("GET", DRY_RUN_PATH).method()).isEqualTo("GET");
  }
}
