package dev.notifier.console.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpRequest.BodyPublishers;
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

class KnowledgePagesTest {
  private static final String ONE = "knowledge/card-validity";
  private static final String DRAFT = ONE + "/draft";
  private static final String API = "/v1/knowledge/card-validity";
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
    KnowledgeExamples.answer(console.api());
  }

  @Test
  void listsEntriesInBothLanguages() {
    assertThat(console.get("knowledge?state=in-review&language=vi").body())
        .contains(
            "href=\"./knowledge/card-validity\"",
            "Thẻ BHYT còn hạn không",
            "Version 1 in force",
            "31/12/2026",
            "aria-current=\"true\">Wait for approval");
    assertThat(console.api().last("GET", "/v1/knowledge").target())
        .isEqualTo("/v1/knowledge?state=in-review&language=vi");
    assertThat(console.getVietnamese("knowledge").body()).contains("Kho tri thức", "Phòng Thu");
  }

  @Test
  void showsOneEntryAndItsNextStep() {
    assertThat(console.get(ONE).body())
        .contains(
            "<h1>Thẻ BHYT còn hạn không</h1>",
            "Version 2 waits for a second person.",
            "There is a draft.",
            "How people ask (2)",
            "BHXHVN: Soạn BH THE gửi {{ reply.address }}");
    assertThat(console.getVietnamese(ONE).body()).contains("Câu trả lời đang dùng");
  }

  @Test
  void whoMayOnlyReadSeesNoCommands() {
    console.api().signedIn(List.of("knowledge:read"), TestConsole.NOW);
    assertThat(console.get(ONE).body()).doesNotContain("Go on writing", "Withdraw");
    assertThat(console.get(ONE + "/versions/2").body()).doesNotContain("<textarea");
    assertThat(console.get("knowledge").body()).doesNotContain("knowledge/new", "unanswered");
  }

  @Test
  void aSecondPersonSeesWhatChangesAndDecides() {
    assertThat(console.get(ONE + "/versions/2").body())
        .contains(
            "<del><span class=\"unseen\" lang=\"en\">Removed: </span>Thẻ còn hạn không</del>",
            "<ins><span class=\"unseen\" lang=\"en\">Added: </span>Thẻ BHYT hết hạn khi nào</ins>",
            "Approve and put it into force</button>");
    console.api().answer("GET", API + "/versions/2", 200, KnowledgeExamples.version("user:lan"));
    assertThat(console.get(ONE + "/versions/2").body())
        .contains("A second person must publish it.")
        .doesNotContain("Approve and put it into force</button>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish", "reject"})
  void sendsADecisionWithItsReason(String command) {
    HttpResponse<String> page =
        console.post(ONE + "/versions/2/" + command, Map.of("reason", "checked"));
    assertThat(page.headers().firstValue("Location"))
        .contains("../../../../knowledge/card-validity?notice=knowledge." + command);
    assertThat(console.api().last("POST", API + "/versions/2/" + command).body())
        .isEqualTo("{\"reason\":\"checked\"}");
  }

  @Test
  void rollsBackAndWithdraws() {
    console.post(ONE + "/versions/1/roll-back", Map.of("reason", "moved back"));
    assertThat(console.api().last("POST", API + "/roll-back").body())
        .isEqualTo("{\"reason\":\"moved back\",\"version\":1}");
    console.post(ONE + "/withdraw", Map.of("reason", "the law has changed"));
    assertThat(console.api().last("POST", API + "/withdraw").body())
        .isEqualTo("{\"reason\":\"the law has changed\"}");
  }

  @Test
  void aRefusedDecisionKeepsItsReason() {
    console.api().refuse("POST", API + "/versions/2/publish", 403, "self-approval");
    HttpResponse<String> page =
        console.post(ONE + "/versions/2/publish", Map.of("reason", "checked"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("role=\"alert\"", "\nchecked</textarea>");
    console.api().refuse("POST", API + "/withdraw", 409, "not-published");
    assertThat(console.post(ONE + "/withdraw", Map.of("reason", "old")).body())
        .contains("role=\"alert\"", "\nold</textarea>");
  }

  private static Map<String, String> typed(String question) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("version", "3");
    form.put("owner", "Phòng Thu");
    form.put("tags", "card.expiring, card");
    form.put("validUntil", "2026-12-31");
    form.put("language-0", "vi");
    form.put("title-0", "Thẻ BHYT");
    form.put("questions-0", question + "\r\n\r\n Mất thẻ \r\n");
    form.put("sms-0", "BHXHVN: Soạn BH THE");
    form.put("long-0", "Một\r\nHai");
    return form;
  }

  @Test
  void savesOnlyWhatTheFormHasAndLosesNothing() {
    HttpResponse<String> page = console.post(DRAFT, typed("Thẻ bị khóa"));
    assertThat(page.headers().firstValue("Location"))
        .contains("../../knowledge/card-validity/draft?notice=knowledge.save");
    var put = console.api().last("PUT", API + "/draft");
    assertThat(put.headers()).containsEntry("If-match", "\"3\"");
    assertThat(put.body())
        .contains(
            "\"questions\":[\"Thẻ bị khóa\",\"Mất thẻ\"]",
            "\"tags\":[\"card.expiring\",\"card\"]",
            "\"validUntil\":\"2026-12-31\"",
            "\"long\":\"Một\\nHai\"",
            "\"later\":\"kept\"");
  }

  @Test
  void savesAndSubmitsTheRevisionThatWasSaved() {
    Map<String, String> form = typed("Thẻ bị khóa");
    form.put("submit", "yes");
    form.put("reason", "new leaflet");
    assertThat(console.post(DRAFT, form).headers().firstValue("Location"))
        .contains("../../knowledge/card-validity?notice=knowledge.submit");
    var submit = console.api().last("POST", API + "/draft/submit");
    assertThat(submit.headers()).containsEntry("If-match", "\"4\"");
    assertThat(submit.body()).isEqualTo("{\"reason\":\"new leaflet\"}");
  }

  @Test
  void aRefusedSaveKeepsWhatWasTyped() {
    console.api().refuse("PUT", API + "/draft", 422, "invalid-knowledge");
    HttpResponse<String> page = console.post(DRAFT, typed("Thẻ bị khóa"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains(
            "role=\"alert\"",
            "\nThẻ bị khóa\nMất thẻ</textarea>",
            "\nMột\nHai</textarea>",
            "name=\"version\" value=\"3\"");
  }

  @Test
  void saysWhichEntryHasTheSameQuestion() {
    Map<String, Object> draft = KnowledgeExamples.draft(3, "user:lan", "Mất thẻ");
    draft.put(
        "warnings",
        List.of("The entry lost-card has this question too: Mất thẻ. Remove it from one of them."));
    console.api().answer("GET", API + "/draft", 200, draft);

    assertThat(console.getVietnamese(DRAFT).body())
        .contains("Mục lost-card cũng có câu hỏi này: Mất thẻ. Hãy xóa")
        .doesNotContain("has this question");
    assertThat(console.get(DRAFT).body())
        .contains("The entry lost-card has this question too: Mất thẻ.");
  }

  @Test
  void showsBothTextsIfSomebodyElseHasSaved() {
    console
        .api()
        .answer("GET", API + "/draft", 200, KnowledgeExamples.draft(5, "user:hoa", "Câu của Hoa"));
    assertThat(console.post(DRAFT, typed("Câu của tôi")).body())
        .contains(
            "hoa saved another text",
            "\nCâu của tôi\nMất thẻ</textarea>",
            "Câu của Hoa",
            "name=\"version\" value=\"5\"");
    assertThat(console.api().received()).noneMatch(sent -> sent.method().equals("PUT"));
    console.api().refuse("PUT", API + "/draft", 412, "draft-revision-mismatch");
    Map<String, String> late = typed("Câu của tôi");
    late.put("version", "5");
    assertThat(console.post(DRAFT, late).body()).contains("hoa saved another text");
  }

  @Test
  void beginsANewEntryAndAddsALanguage() {
    console.api().refuse("GET", "/v1/knowledge/office/draft", 404, "draft-not-found");
    console.api().refuse("GET", "/v1/knowledge/office", 404, "knowledge-not-found");
    assertThat(console.get("knowledge/new?id=Office%20A").body())
        .contains("role=\"alert\"", "value=\"Office A\"");
    assertThat(console.get("knowledge/new?id=office").headers().firstValue("Location"))
        .contains("../knowledge/office/draft");
    assertThat(console.get("knowledge/office/draft").body())
        .contains("name=\"version\" value=\"\"", "name=\"language-0\" value=\"vi\"");
    Map<String, String> form = typed("Mấy giờ mở cửa");
    form.put("version", "");
    form.put("add", "yes");
    form.put("add-language", "en");
    assertThat(console.post("knowledge/office/draft", form).body())
        .contains("name=\"language-1\" value=\"en\"", "\nMấy giờ mở cửa");
    form.remove("add");
    console
        .api()
        .answer(
            "PUT", "/v1/knowledge/office/draft", 200, KnowledgeExamples.draft(1, "user:lan", "x"));
    console.post("knowledge/office/draft", form);
    assertThat(console.api().last("PUT", "/v1/knowledge/office/draft").headers())
        .doesNotContainKey("If-match");
  }

  @Test
  void discardsTheDraftThatWasSeen() {
    console.post(DRAFT + "/discard", Map.of("version", "3"));
    assertThat(console.api().last("DELETE", API + "/draft").headers())
        .containsEntry("If-match", "\"3\"");
  }

  @Test
  void triesATextWithTheScoresOfTheBestThree() {
    assertThat(console.post("knowledge/try", Map.of("text", "the het han chua")).body())
        .contains("<html", "This text gets the answer", "78 of 100", "31 of 100", "12 of 100");
    assertThat(console.api().last("POST", "/v1/knowledge/search").body())
        .contains("\"text\":\"the het han chua\"", "\"channel\":\"test\"");
    assertThat(part("text=the")).doesNotContain("<html").contains("78 of 100");
    console.api().refuse("POST", "/v1/knowledge/search", 422, "too-long");
    assertThat(part("text=the")).contains("Detail of too-long");
    assertThat(console.post("knowledge/try", Map.of("text", "the het")).body())
        .contains("role=\"alert\"", "\nthe het</textarea>");
  }

  private static String part(String form) {
    return console
        .send(
            console
                .request("knowledge/try")
                .header("Cookie", "notifier-session=ns_1; notifier-language=en")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .header("HX-Request", "true")
                .POST(BodyPublishers.ofString(form)))
        .body();
  }

  @Test
  void aQuestionWithoutAnswerBecomesOneOfAnEntryWithOneClick() {
    assertThat(console.get("knowledge/unanswered").body())
        .contains("the cua toi bi khoa", "Add to card-validity", "21 of 100")
        .doesNotContain("Add to card-validity<span class=\"unseen\">: the # bi thu hoi");
    HttpResponse<String> page =
        console.post(
            "knowledge/questions",
            Map.of(
                "entry",
                "card-validity",
                "language",
                "vi",
                "question",
                "the bi khoa",
                "group",
                "g"));
    assertThat(page.headers().firstValue("Location"))
        .contains("../knowledge/card-validity/draft?notice=knowledge.add");
    assertThat(console.api().last("POST", API + "/draft/questions").body())
        .isEqualTo("{\"language\":\"vi\",\"question\":\"the bi khoa\",\"group\":\"g\"}");
  }

  @Test
  void aRefusedQuestionKeepsWhatWasTyped() {
    console.api().refuse("POST", API + "/draft/questions", 422, "duplicate-question");
    Map<String, String> form =
        Map.of("entry", "card-validity", "language", "vi", "question", "the bi khoa", "group", "g");
    assertThat(console.post("knowledge/questions", form).body())
        .contains("role=\"alert\"", "value=\"the bi khoa\"", "value=\"g\"");
    assertThat(console.post("knowledge/questions/form", form).body())
        .contains("value=\"the bi khoa\"", "value=\"card-validity\" selected");
    assertThat(console.post("knowledge/questions", Map.of("question", "the bi khoa")).body())
        .contains("href=\"#entry\"", "Choose the entry");
  }

  @Test
  void dismissesAQuestion() {
    console.post("knowledge/unanswered/dismiss", Map.of("language", "vi", "group", "con meo"));
    assertThat(console.api().last("POST", "/v1/knowledge/unanswered/dismiss").body())
        .contains("\"language\":\"vi\"", "\"group\":\"con meo\"");
    console.api().refuse("POST", "/v1/knowledge/unanswered/dismiss", 503, "unavailable");
    assertThat(
            console
                .post("knowledge/unanswered/dismiss", Map.of("language", "vi", "group", "con"))
                .body())
        .contains("role=\"alert\"", "the cua toi bi khoa");
  }

  @Test
  void escapesEveryText() {
    console
        .api()
        .answer("GET", API + "/draft", 200, KnowledgeExamples.draft(3, "user:lan", HOSTILE));
    console
        .api()
        .answer(
            "POST",
            "/v1/knowledge/search",
            200,
            Map.of(
                "language",
                "vi",
                "decision",
                "none",
                "reason",
                HOSTILE,
                "matches",
                List.of(KnowledgeExamples.match("card-lost", 0.1, HOSTILE))));
    assertThat(console.get(DRAFT).body()).doesNotContain("<script>alert");
    assertThat(console.post("knowledge/try", Map.of("text", HOSTILE)).body())
        .doesNotContain("<script>alert")
        .doesNotContainPattern("value=\"[^\"]*alert\\(1\\)[^\"]*\" onload");
  }
}
