package dev.notifier.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import dev.notifier.console.text.Language;
import dev.notifier.console.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditPagesTest {
  private static final String BATCH = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";
  private static final String HOSTILE = "<script>alert(1)</script>'\"";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void showsWhoDidWhatInBothLanguages() {
    assertThat(console.get("audit").body())
        .contains(
            ">lan</a>",
            ">approved a template</a>",
            "template: <a href=\"./templates/card-expiring\">card-expiring</a>",
            "checked with the department",
            "version: 3; state: approved",
            ">done</span>");
    assertThat(console.getVietnamese("audit").body()).contains("đã làm", "khóa trong cấu hình");
  }

  private static String entry(String operation, String outcome, String rest) {
    return """
    {"at":"2026-12-01T01:00:00Z","actor":"user:lan","actorKind":"user","operation":"%s",
     "outcome":"%s","requestId":"r1",%s}\
    """
        .formatted(operation, outcome, rest);
  }

  private static void answer(String... entries) {
    console
        .api()
        .answer(
            "GET",
            "/v1/audit",
            200,
            "{\"entries\":[" + String.join(",", entries) + "],\"next\":null}");
  }

  @Test
  void whatWasOnlyAskedForOrShownIsNotCalledDone() {
    answer(
        entry("releaseBatch", "requested", "\"detail\":{\"secondPerson\":\"needed\"}"),
        entry("answerConversation", "previewed", "\"detail\":null"),
        entry("publishTemplate", "done", "\"detail\":{\"state\":\"scheduled\"}"),
        entry("signIn", "done", "\"detail\":{\"stage\":\"second-factor-needed\"}"),
        entry("getNotificationById", "done", "\"detail\":{\"clear\":true}"));

    assertThat(console.get("audit").body())
        .contains(
            ">asked another person to release a batch</a>",
            ">waits for a second person</span>",
            "second person: needed",
            ">previewed an answer</a>",
            ">only shown, nothing was done</span>",
            ">scheduled a template for later</a>",
            ">gave the right password; the second factor was still missing</a>",
            ">showed number and text of a message</a>")
        .doesNotContain(">released a batch</a>", ">answered a person</a>", ">signed in</a>");
  }

  @Test
  void detailsAreInWordsAndInTheTimeOfVietnam() {
    answer(
        entry(
            "patchRoute",
            "done",
            """
            "detail":{"before":{"sessions":1,"rate":20},"after":{"sessions":1,"rate":15},
              "minute":"2026-11-30T20:00:00Z","clear":false}\
            """));

    assertThat(console.getVietnamese("audit").body())
        .contains("tin mỗi giây: 20 → 15", "phút: 01/12/2026 03:00:00 (UTC+7)", "không che: không")
        .doesNotContain("sessions", "T20:00");
  }

  @Test
  void theLookUpsOfOneRequestAreOneRowWithAllPersons() {
    answer(
        entry(
            "searchNotifications", "done", "\"subjectRef\":\"p1\",\"notifications\":[\"a\",\"b\"]"),
        entry("searchNotifications", "done", "\"subjectRef\":\"p2\",\"notifications\":[\"c\"]"),
        entry("getNotification", "done", "\"subjectRef\":\"p3\",\"notifications\":[]"));

    String page = console.get("audit").body();

    assertThat(page).contains("2 persons", "about the person p1", "about the person p2", "p3");
    assertThat(page.split(">searched messages</a>", -1)).hasSize(2);
  }

  @Test
  void whatAnEntryIsAboutIsShownByItsNameWithALinkToItsPage() {
    answer(
        entry("pauseBatch", "done", target("batch", BATCH, "\"April <b>letters</b>\"")),
        entry("createKey", "done", target("key", "k7", "null")),
        entry("signIn", "done", target("user", BATCH, "\"lan\"")),
        entry("cancelJob", "done", target("job", "j1", "null")));

    String page = console.get("audit").body();

    assertThat(page)
        .contains(
            "batch: <a href=\"./batches/" + BATCH + "\">April &lt;b&gt;letters&lt;/b&gt;</a>",
            "target=batch%3A" + BATCH + "\">entries about " + BATCH + "</a>",
            "user: <a href=\"./users/lan\">lan</a>",
            ">API key: k7</a>",
            ">job: j1</a>")
        .doesNotContain("./keys/k7");
    assertThat(console.getVietnamese("audit").body()).contains(">các mục về " + BATCH + "</a>");
  }

  @Test
  void jobsExportsCancellationsAndSessionsAreDescribed() {
    answer(
        entry("cancelJob", "done", target("job", "j1", "\"retention\"")),
        entry("createExport", "done", target("export", "e1", "\"2026-12-01T01:00:00Z\"")),
        entry("createCancellation", "done", target("cancellation", "c1", "\"Sai số tiền\"")),
        entry("endSession", "done", target("session", "s1", "\"Firefox on Windows\"")),
        entry("deleteExport", "done", target("export", "e2", "null")));

    assertThat(console.getVietnamese("audit").body())
        .contains(
            "công việc: <a href=\"./system/jobs\">Xóa tin đã hết thời hạn lưu</a>",
            "tệp xuất: <a href=\"./reports/exports/e1\">01/12/2026 08:00:00 (UTC+7)</a>",
            "lệnh hủy: Sai số tiền",
            "phiên: Firefox trên Windows",
            "các mục về s1",
            ">tệp xuất: e2</a>")
        .doesNotContain("reports/exports/e2");
  }

  @Test
  void noPageIsLinkedThatMayNotBeSeen() {
    console.api().signedIn(List.of("audit:read"), Instant.parse("2026-12-01T01:00:00Z"));
    answer(entry("approveTemplate", "done", target("template", "card-expiring", "null")));

    assertThat(console.get("audit").body())
        .contains(">template: card-expiring</a>")
        .doesNotContain("templates/card-expiring");
  }

  private static String target(String kind, String id, String name) {
    return "\"target\":{\"kind\":\"%s\",\"id\":\"%s\",\"name\":%s}".formatted(kind, id, name);
  }

  @Test
  void operationsAreChosenInWords() {
    assertThat(console.getVietnamese("audit?operation=releaseBatch").body())
        .contains("<option value=\"releaseBatch\" selected>duyệt đợt gửi</option>");
    assertThat(console.get("audit?operation=stored").body())
        .contains("<option value=\"stored\" selected>stored</option>");
  }

  /** What the audit names is in words, also what is added later. */
  @Test
  void everyCommandHasWords() throws Exception {
    Texts texts = Texts.load();
    Matcher commands =
        Pattern.compile("operationId: (\\w+)\n      x-audit: (?:command|look-up)")
            .matcher(Files.readString(Path.of("../notifier-api/src/main/resources/openapi.yaml")));
    assertThat(commands.results())
        .isNotEmpty()
        .allSatisfy(command ->
            assertThat(texts.find(Language.ENGLISH, "audit.operation." + command.group(1)))
                .as(command.group(1))
                .isPresent());
  }

  /** Otherwise a page would have the names of a program in it. */
  @Test
  void everyDetailHasWords() throws Exception {
    Texts texts = Texts.load();
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("../notifier-api/src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Matcher changes =
            Pattern.compile("Change\\.of\\([^;]*?Map\\.of\\(([^;]*)")
                .matcher(Files.readString(file));
        while (changes.find()) {
          Matcher name = Pattern.compile("\"([a-z][A-Za-z]+)\",").matcher(changes.group(1));
          while (name.find()) {
            names.add("audit.field." + name.group(1));
          }
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(15);
    assertThat(texts.of(Language.VIETNAMESE).keySet()).containsAll(names);
    answer(entry("cancelMessages", "done", "\"detail\":{\"sendWaiting\":true}"));
    assertThat(console.getVietnamese("audit").body()).contains("gửi tin đang chờ: có");
  }

  @Test
  void aDayIsOneOfVietnam() {
    String page = console.get("audit?day=2026-11-30&actor=user%3Alan&target=key%3Ak1").body();
    assertThat(console.api().last("GET", "/v1/audit").target())
        .isEqualTo(
            "/v1/audit?actor=user%3Alan&target=key%3Ak1&from=2026-11-29T17%3A00%3A00Z"
                + "&to=2026-11-30T17%3A00%3A00Z");
    assertThat(page).contains("day=2026-11-29&amp;actor=user%3Alan", "day=2026-12-01");
  }

  @Test
  void ignoresADayThatIsNone() {
    console.get("audit?day=yesterday");
    assertThat(console.api().last("GET", "/v1/audit").target()).isEqualTo("/v1/audit");
  }

  @Test
  void pagesKeepTheFilter() {
    console.api().answer("GET", "/v1/audit", 200, Map.of("entries", List.of(), "next", "abc"));
    assertThat(console.get("audit?actor=lan").body())
        .contains("None of these 10,000", "actor=lan&amp;operation=&amp;target=&amp;after=abc");
  }

  @Test
  void escapesWhatOthersHaveTyped() {
    console
        .api()
        .answer(
            "GET",
            "/v1/audit",
            200,
            Map.of(
                "entries",
                List.of(
                    Map.of(
                        "at",
                        "2026-12-01T01:00:00Z",
                        "actor",
                        HOSTILE,
                        "actorKind",
                        "user",
                        "operation",
                        HOSTILE,
                        "outcome",
                        "done",
                        "target",
                        Map.of("kind", HOSTILE, "id", HOSTILE),
                        "reason",
                        HOSTILE,
                        "network",
                        HOSTILE,
                        "detail",
                        Map.of(HOSTILE, HOSTILE)))));
    assertThat(console.get("audit").body())
        .doesNotContain("<script>alert")
        .contains("&lt;script&gt;alert(1)");
  }
}
