package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.testing.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts that are written in the console, and approved by a second person. */
class ConsoleTextsIT {
  private static final String CODE = "a-code-for-the-first-sign-in-0123456789";
  private static final String REVIEWER = "key-of-the-reviewer-with-32-characters";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\">");

  private static RunningApi api;
  private static OperatorClient reviewer;
  private static String session;

  @BeforeAll
  static void start() throws Exception {
    api =
        RunningApi.start(
            TestKafka.shared().bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--notifier.console.start-code=" + CODE,
            "--notifier.operators.reviewer.key=" + REVIEWER);
    reviewer = new OperatorClient(api, REVIEWER);
    String cookie =
        send(form("start", Map.of("code", CODE))).headers().firstValue("Set-Cookie").orElseThrow();
    session = cookie.substring(0, cookie.indexOf(';'));
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            get("knowledge/card-lost").statusCode() == 200
                && get("templates/card-expiring").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static Map<String, String> typed(HttpResponse<String> editor, String text) {
    Map<String, String> form = hidden(editor);
    form.put("diacritics", "keep");
    form.put("maxSegments", "4");
    form.put("links", "refuse");
    form.put("key-0", "vi");
    form.put("text-0", text);
    return form;
  }

  /** What the form of a page sends beside what is typed. */
  private static Map<String, String> hidden(HttpResponse<String> page) {
    Map<String, String> form = new LinkedHashMap<>();
    Matcher fields = HIDDEN.matcher(page.body());
    while (fields.find()) {
      form.putIfAbsent(fields.group(1), fields.group(2));
    }
    return form;
  }

  @Test
  void aTemplateGoesFromTheDraftIntoForce() throws Exception {
    assertThat(get("templates?name=card-e").body())
        .contains("card-expiring", "Version 1 in force")
        .doesNotContain("card-renewed");
    HttpResponse<String> editor = get("templates/card-expiring/draft");
    assertThat(editor.body()).contains("{{ cardNo }}", "Segments: ", "K1,K2,K3");

    String text = "BHXHVN: Thẻ {{ cardNo | mask }} hết hạn {{ validTo | date }}";
    HttpResponse<String> part = post("templates/card-expiring/draft/preview", typed(editor, text));
    assertThat(part.body()).contains("because of “ẻ”", "Segments: 1");
    assertThat(
            post("templates/card-expiring/draft/preview", typed(editor, text + " {{ titel }}"))
                .body())
        .contains("There is no such value", "(line 1, column ");

    Map<String, String> form = typed(editor, text);
    form.put("submit", "yes");
    form.put("reason", "shorter");
    assertThat(location(post("templates/card-expiring/draft", form)))
        .endsWith("templates/card-expiring?notice=templates.submit");
    HttpResponse<String> version = get("templates/card-expiring/versions/2");
    assertThat(version.body())
        .contains(
            "A second person must approve it: someone with the role Template approver.",
            "<del>",
            "<ins>")
        .doesNotContain(">Approve</button>");
    // Variants that the form did not have are still there.
    assertThat(
            reviewer.get("/v1/templates/card-expiring/versions/2").json().at("/template/variants"))
        .hasSize(3);

    assertThat(reviewer.post("/v1/templates/card-expiring/versions/2/approve", "{}").status())
        .isEqualTo(200);
    assertThat(
            location(post("templates/card-expiring/versions/2/schedule", at("2020-01-01T07:00"))))
        .isEmpty();
    assertThat(location(post("templates/card-expiring/versions/2/publish", Map.of())))
        .endsWith("notice=templates.publish");
    assertThat(get("templates/card-expiring").body()).contains("Version 2 in force");
    assertThat(location(post("templates/card-expiring/versions/1/roll-back", reason())))
        .endsWith("notice=templates.roll-back");
    assertThat(get("templates/card-expiring/history").body())
        .contains("submitted it", "approved it", "put it into force again", "shorter");
    assertThat(get("templates/card-expiring/difference?from=1&to=2").body()).contains("<del>");
  }

  private static Map<String, String> at(String time) {
    return Map.of("at", time);
  }

  private static Map<String, String> reason() {
    return Map.of("reason", "people did not understand it");
  }

  @Test
  void aDraftOfSomebodyElseIsNotOverwritten() throws Exception {
    HttpResponse<String> editor = get("templates/card-renewed/draft");
    Map<String, String> form = typed(editor, "BHXHVN: mine");
    assertThat(location(post("templates/card-renewed/draft", form)))
        .endsWith("notice=templates.save");
    HttpResponse<String> late = post("templates/card-renewed/draft", form);
    assertThat(late.statusCode()).isEqualTo(422);
    assertThat(late.body()).contains("saved another text");
    assertThat(location(post("templates/card-renewed/draft", typed(late, "BHXHVN: again"))))
        .endsWith("notice=templates.save");
    assertThat(
            location(
                post(
                    "templates/card-renewed/draft/discard",
                    hidden(get("templates/card-renewed/draft")))))
        .endsWith("notice=templates.discard");
  }

  @Test
  void anEntryGoesFromTheDraftIntoForce() throws Exception {
    HttpResponse<String> editor = get("knowledge/office-moc-chau/draft");
    Map<String, String> form = hidden(editor);
    form.put("language-0", "vi");
    form.put("title-0", "Giờ làm việc ở Mộc Châu");
    form.put("questions-0", "Văn phòng Mộc Châu làm việc mấy giờ\nMộc Châu thứ bảy có làm không");
    form.put("sms-0", "BHXHVN: BHXH Moc Chau lam viec 7h30-17h. Gui {{ reply.address }}");
    form.put("long-0", "Từ 7 giờ 30 đến 17 giờ.");
    form.put("owner", "office-moc-chau");
    form.put("submit", "yes");
    assertThat(location(post("knowledge/office-moc-chau/draft", form)))
        .endsWith("knowledge/office-moc-chau?notice=knowledge.submit");
    assertThat(get("knowledge/office-moc-chau/versions/1").body())
        .contains("A second person must publish it.");
    assertThat(reviewer.post("/v1/knowledge/office-moc-chau/versions/1/publish", "{}").status())
        .isEqualTo(200);
    assertThat(get("knowledge?state=published&language=vi").statusCode()).isEqualTo(200);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            post("knowledge/try", Map.of("text", "moc chau thu bay co lam khong"))
                .body()
                .contains("knowledge/office-moc-chau\""));
    assertThat(
            location(
                post(
                    "knowledge/questions",
                    Map.of(
                        "entry",
                        "office-moc-chau",
                        "language",
                        "vi",
                        "question",
                        "Mộc Châu mở cửa sáng chủ nhật không"))))
        .endsWith("knowledge/office-moc-chau/draft?notice=knowledge.add");
    assertThat(get("knowledge/office-moc-chau/draft").body())
        .contains("Mộc Châu mở cửa sáng chủ nhật không</textarea>");
    assertThat(get("knowledge/unanswered").statusCode()).isEqualTo(200);
    assertThat(location(post("knowledge/office-moc-chau/withdraw", reason())))
        .endsWith("notice=knowledge.withdraw");
    assertThat(location(post("knowledge/office-moc-chau/versions/1/roll-back", reason())))
        .endsWith("notice=knowledge.roll-back");
  }

  private static String location(HttpResponse<String> page) {
    return page.headers().firstValue("Location").orElse("");
  }

  private static HttpResponse<String> get(String page) throws IOException, InterruptedException {
    return send(request(page).header("Cookie", session + "; notifier-language=en"));
  }

  private static HttpResponse<String> post(String page, Map<String, String> fields)
      throws IOException, InterruptedException {
    return send(form(page, fields).header("Cookie", session + "; notifier-language=en"));
  }

  private static HttpRequest.Builder form(String page, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return request(page)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .POST(BodyPublishers.ofString(body));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpRequest.Builder request(String page) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + api.port() + "/console/" + page));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
