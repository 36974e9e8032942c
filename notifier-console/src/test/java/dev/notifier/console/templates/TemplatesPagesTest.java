package dev.notifier.console.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesPagesTest {
  private static final String ONE = "templates/card-expiring";
  private static final String DRAFT = ONE + "/draft";
  private static final String API_DRAFT = "/v1/templates/card-expiring/draft";
  private static final String HOSTILE = "<script>alert(1)</script>\" onload='x'";

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
    TemplateExamples.answer(console.api());
  }

  @Test
  void showsOneTemplateAndItsNextStep() {
    assertThat(console.get(ONE).body())
        .contains(
            "Version 2 by hoa waits for a second person.",
            "lan saved a draft at 01/12/2026 08:00:00 (UTC+7)",
            "BHXHVN: The BHYT xxxxxx9425",
            "Segments: 1",
            "Cost: 300 VND",
            "href=\"../templates/card-expiring/difference?from=1&amp;to=2\"");
    assertThat(console.getVietnamese(ONE).body())
        .contains("Số đoạn: 1", "Xem và quyết định", "Thẻ BHYT sắp hết hạn (card.expiring)");
  }

  @Test
  void whoCannotApproveReadsOnly() {
    console.api().signedIn(List.of("templates:read", "templates:write"), TestConsole.NOW);
    assertThat(console.get(ONE).body()).contains(">Read</a>").doesNotContain("Read and decide");
  }

  @Test
  void showsWhatDiffersInWordsAndWhoDidWhat() {
    assertThat(console.get(ONE + "/difference?from=1&to=2").body())
        .contains(
            "<del><span class=\"unseen\">Removed: </span>The</del>",
            "<ins><span class=\"unseen\">Added: </span>Your</ins>");
    assertThat(console.get(ONE + "/history").body()).contains("submitted it", "hoa", "Thêm dấu");
  }

  @Test
  void whoMayOnlyReadSeesNoCommands() {
    console.api().signedIn(List.of("templates:read"), TestConsole.NOW);
    assertThat(console.get(ONE).body()).doesNotContain("Go on writing", "Change the text");
    assertThat(console.get(ONE + "/versions/2").body()).doesNotContain("<textarea");
    assertThat(console.get("templates").body()).doesNotContain("templates/new");
  }

  @Test
  void theAuthorCannotApprove() {
    assertThat(console.get(ONE + "/versions/2").body())
        .contains("/versions/2/approve\">Approve</button>", "Note of the author")
        .doesNotContain("A second person must");
    console
        .api()
        .answer(
            "GET",
            "/v1/templates/card-expiring/versions/2",
            200,
            TemplateExamples.version(
                2, "in-review", "user:lan", TemplateExamples.document(TemplateExamples.DRAFT)));
    assertThat(console.get(ONE + "/versions/2").body())
        .contains(
            "A second person must approve it: someone with the role Template approver.",
            ">Reject</button>")
        .doesNotContain(">Approve</button>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reject", "publish", "unschedule", "retire"})
  void sendsACommandWithItsReason(String command) {
    HttpResponse<String> page =
        console.post(ONE + "/versions/2/" + command, Map.of("reason", " reads well "));
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("../../../../templates/card-expiring?notice=templates." + command);
    assertThat(
            console.api().last("POST", "/v1/templates/card-expiring/versions/2/" + command).body())
        .isEqualTo("{\"reason\":\"reads well\"}");
  }

  @Test
  void anApprovalLeadsToTheNextStep() {
    assertThat(console.post(ONE + "/versions/2/approve", Map.of()).headers().firstValue("Location"))
        .contains("../../../../templates/card-expiring/versions/2?notice=templates.approve#decide");
    assertThat(console.get(ONE + "/versions/2").body()).contains("<h2 id=\"decide\">");
  }

  @Test
  void showsTheNoteOfTheAuthorWhereItIsDecided() {
    console
        .api()
        .answer(
            "GET",
            "/v1/templates/card-expiring/audit",
            200,
            """
            {"entries":[
              {"version":1,"action":"submit","at":"2026-11-01T01:00:00Z","by":"user:lan","reason":"first"},
              {"version":2,"action":"submit","at":"2026-11-30T01:00:00Z","by":"user:lan","reason":"new hotline"}],
             "next":null}
            """);
    assertThat(console.get(ONE + "/versions/2").body())
        .contains("Note of the author", "new hotline")
        .doesNotContain("first</dd>", "What the author says");
  }

  /** The HTTP interface has the areas of an audience in any order. */
  @Test
  void aVariantForSeveralAreasHasItsPreview() {
    EditedVariant variant =
        EditedVariant.of(
            Map.of("locale", "vi", "audience", Map.of("livingAreas", List.of("K1", "K2", "K3"))));
    EditedVariant other =
        EditedVariant.of(
            Map.of("locale", "vi", "audience", Map.of("livingAreas", List.of("K3", "K1", "K2"))));
    assertThat(variant.key()).isEqualTo(other.key());
  }

  @Test
  void schedulesInTheTimeOfVietnam() {
    console.post(ONE + "/versions/2/schedule", Map.of("at", "2027-01-04T07:00"));
    assertThat(console.api().last("POST", "/v1/templates/card-expiring/versions/2/publish").body())
        .isEqualTo("{\"at\":\"2027-01-04T07:00+07:00\"}");
    HttpResponse<String> wrong = console.post(ONE + "/versions/2/schedule", Map.of("at", ""));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("Enter the day and the time.");
  }

  @Test
  void rollsBackToAVersion() {
    console.post(ONE + "/versions/1/roll-back", Map.of("reason", "not understood"));
    assertThat(console.api().last("POST", "/v1/templates/card-expiring/roll-back").body())
        .isEqualTo("{\"reason\":\"not understood\",\"version\":1}");
  }

  @Test
  void aRefusedCommandKeepsItsReason() {
    console
        .api()
        .refuse("POST", "/v1/templates/card-expiring/versions/2/approve", 403, "self-approval");
    HttpResponse<String> page =
        console.post(ONE + "/versions/2/approve", Map.of("reason", "reads well"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("role=\"alert\"", "\nreads well</textarea>");
  }

  private static Map<String, String> typed(String text) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("version", "3");
    form.put("base", "1");
    form.put("type", "card.expiring");
    form.put("diacritics", "strip");
    form.put("maxSegments", "3");
    form.put("links", "refuse");
    form.put("key-0", "vi");
    form.put("text-0", text);
    form.put("diacritics-0", "keep");
    return form;
  }

  @Test
  void theEditorShowsTextsAndMessages() {
    assertThat(console.get(DRAFT).body())
        .contains(
            "name=\"version\" value=\"3\"",
            "value=\"en|CITIZEN|K1\"",
            "Sender: BHXHVN",
            "<code>{{ cardNo }}</code>",
            "HC4010110129425",
            "hx-trigger=\"input changed delay:300ms\"");
  }

  @Test
  void savesOnlyWhatTheFormHasAndLosesNothing() {
    HttpResponse<String> page = console.post(DRAFT, typed("Thẻ\r\nmới"));
    assertThat(page.headers().firstValue("Location"))
        .contains("../../templates/card-expiring/draft?notice=templates.save");
    var put = console.api().last("PUT", API_DRAFT);
    assertThat(put.headers()).containsEntry("If-match", "\"3\"");
    assertThat(put.body())
        .contains(
            "\"maxSegments\":3",
            "\"text\":\"Thẻ\\nmới\"",
            "\"diacritics\":\"keep\"",
            "\"sender\":\"BHXHVN\"",
            "\"audience\":{",
            "\"text\":\"Your card expires on {{ validTo | date }}\"");
  }

  @Test
  void savesAndSubmitsTheRevisionThatWasSaved() {
    Map<String, String> form = typed("Thẻ mới");
    form.put("submit", "yes");
    form.put("reason", "Thêm dấu");
    HttpResponse<String> page = console.post(DRAFT, form);
    assertThat(page.headers().firstValue("Location"))
        .contains("../../templates/card-expiring?notice=templates.submit");
    var submit = console.api().last("POST", API_DRAFT + "/submit");
    assertThat(submit.headers()).containsEntry("If-match", "\"4\"");
    assertThat(submit.body()).isEqualTo("{\"reason\":\"Thêm dấu\"}");
  }

  @Test
  void aRefusedSaveKeepsWhatWasTyped() {
    console.api().refuse("PUT", API_DRAFT, 422, "template-errors");
    HttpResponse<String> page = console.post(DRAFT, typed("Thẻ {{ titel }}"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("role=\"alert\"", "\nThẻ {{ titel }}</textarea>", "name=\"version\" value=\"3\"");
  }

  @Test
  void aRefusedSubmissionGoesOnWithTheSavedRevision() {
    console.api().refuse("POST", API_DRAFT + "/submit", 422, "template-not-sendable");
    Map<String, String> form = typed("Thẻ mới");
    form.put("submit", "yes");
    assertThat(console.post(DRAFT, form).body())
        .contains("role=\"alert\"", "\nThẻ mới</textarea>", "name=\"version\" value=\"4\"");
  }

  @Test
  void showsBothTextsIfSomebodyElseHasSaved() {
    console
        .api()
        .answer("GET", API_DRAFT, 200, TemplateExamples.draft(5, "user:hoa", "The text of Hoa"));
    HttpResponse<String> page = console.post(DRAFT, typed("My text"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains(
            "hoa saved another text at 01/12/2026 08:00:00 (UTC+7)",
            "\nMy text</textarea>",
            "The text of Hoa</pre>",
            "name=\"version\" value=\"5\"",
            "Save mine instead");
    assertThat(console.api().received()).noneMatch(sent -> sent.method().equals("PUT"));
  }

  @Test
  void showsBothTextsIfTheSaveCameTooLate() {
    console.api().refuse("PUT", API_DRAFT, 412, "draft-revision-mismatch");
    assertThat(console.post(DRAFT, typed("My text")).body())
        .contains("lan saved another text", "\nMy text</textarea>");
  }

  @Test
  void addsATextWithoutSaving() {
    Map<String, String> form = typed("Thẻ mới");
    form.put("add", "yes");
    form.put("add-locale", "hmn");
    assertThat(console.post(DRAFT, form).body())
        .contains("value=\"hmn\"", "Hmong", "name=\"version\" value=\"3\"", "\nThẻ mới</textarea>");
    form.put("add-locale", "vi");
    assertThat(console.post(DRAFT, form).body()).contains("There is a text for this language");
    assertThat(console.api().received()).noneMatch(sent -> sent.method().equals("PUT"));
  }

  @Test
  void removesAText() {
    Map<String, String> form = typed("Thẻ mới");
    form.put("key-1", "en|CITIZEN|K1");
    form.put("remove-1", "on");
    console.post(DRAFT, form);
    assertThat(console.api().last("PUT", API_DRAFT).body()).doesNotContain("\"locale\":\"en\"");
  }

  @Test
  void discardsTheDraftThatWasSeen() {
    console.post(DRAFT + "/discard", Map.of("version", "3"));
    assertThat(console.api().last("DELETE", API_DRAFT).headers())
        .containsEntry("If-match", "\"3\"");
  }

  @Test
  void thePartShowsErrorsWithTheirPlace() {
    console.api().answer("POST", "/v1/templates/preview", 200, TemplateExamples.wrong());
    HttpResponse<String> part = console.post(DRAFT + "/preview", typed("Thẻ {{ titel }}"));
    assertThat(part.statusCode()).isEqualTo(200);
    assertThat(part.body())
        .doesNotContain("<html")
        .contains("There is no such value", "(line 1, column 45)", "href=\"#text-vi\"");
    assertThat(console.api().last("POST", "/v1/templates/preview").body())
        .contains("\"text\":\"Thẻ {{ titel }}\"", "\"eventType\":\"card.expiring\"");
    Map<String, String> english = typed("Card");
    english.put("key-0", "en");
    console.post(DRAFT + "/preview", english);
    assertThat(console.api().last("POST", "/v1/templates/preview").body())
        .contains("\"locale\":\"en\"")
        .doesNotContain("\"locale\":\"vi\"");
  }

  @Test
  void thePartNamesTheLetterThatMakesATextLonger() {
    console
        .api()
        .answer(
            "POST",
            "/v1/templates/preview",
            200,
            TemplateExamples.preview(
                TemplateExamples.sent("typical", "BHXHVN: Thẻ", "UCS2", 11, 1)));
    assertThat(console.post(DRAFT + "/preview", typed("BHXHVN: Thẻ")).body())
        .contains("BHXHVN: Th<mark>ẻ</mark></p>", "UCS-2", "because of “ẻ”");
  }

  @Test
  void aPartThatIsRefusedSaysWhy() {
    console.api().refuse("POST", "/v1/templates/preview", 429, "too-many");
    HttpResponse<String> part = console.post(DRAFT + "/preview", typed("Thẻ"));
    assertThat(part.statusCode()).isEqualTo(200);
    assertThat(part.body()).contains("Detail of too-many", "There is no preview.");
  }

  @Test
  void aVersionIsShownWithoutItsPreviewIfThatIsRefused() {
    console.api().refuse("POST", "/v1/templates/card-expiring/versions/2/preview", 429, "too-many");
    assertThat(console.get(ONE + "/versions/2").body())
        .contains("There is no preview.", "<details open>", "Thẻ BHYT {{ cardNo | mask }}");
  }

  @Test
  void beginsANewTemplate() {
    console.api().refuse("GET", "/v1/templates/library-due", 404, "template-not-found");
    console.api().refuse("GET", "/v1/templates/library-due/draft", 404, "draft-not-found");
    assertThat(console.get("templates/new?id=Library&type=card.expiring").body())
        .contains("role=\"alert\"", "href=\"#id\"", "value=\"Library\"");
    assertThat(console.get("templates/new?id=card-expiring&type=card.expiring").body())
        .contains("There is a template with this name.");
    HttpResponse<String> page = console.get("templates/new?id=library-due&type=card.expiring");
    assertThat(page.headers().firstValue("Location"))
        .contains("../templates/library-due/draft?type=card.expiring");
    assertThat(console.get("templates/library-due/draft?type=card.expiring").body())
        .contains("name=\"version\" value=\"\"", "value=\"card.expiring\"", "value=\"vi\"");

    Map<String, String> form = typed("Sách");
    form.put("version", "");
    form.put("base", "");
    console
        .api()
        .answer(
            "PUT",
            "/v1/templates/library-due/draft",
            200,
            TemplateExamples.draft(1, "user:lan", "x"));
    console.post("templates/library-due/draft", form);
    assertThat(console.api().last("PUT", "/v1/templates/library-due/draft").headers())
        .doesNotContainKey("If-match");
  }

  @Test
  void escapesEveryText() {
    console
        .api()
        .answer("GET", API_DRAFT, 200, TemplateExamples.draft(3, "user:" + HOSTILE, HOSTILE));
    console
        .api()
        .answer(
            "POST",
            "/v1/templates/preview",
            200,
            TemplateExamples.preview(TemplateExamples.sent("typical", HOSTILE, "GSM7", 30, 1)));
    assertThat(console.get(DRAFT).body()).doesNotContain("<script>alert");

    console.api().refuse("PUT", API_DRAFT, 422, "template-errors");
    Map<String, String> form = typed(HOSTILE);
    form.put("maxSegments", HOSTILE);
    form.put("reason", HOSTILE);
    assertThat(console.post(DRAFT, form).body())
        .doesNotContain("<script>alert", "value=\"" + HOSTILE.substring(0, 1) + "script>alert(1)<")
        .doesNotContainPattern("value=\"[^\"]*alert\\(1\\)[^\"]*\" onload");
  }
}
