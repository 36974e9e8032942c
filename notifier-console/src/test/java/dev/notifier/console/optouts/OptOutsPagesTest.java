package dev.notifier.console.optouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.StubApi.Received;
import dev.notifier.console.server.TestConsole;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OptOutsPagesTest {
  private static final String EVIL = "<script>alert('x')</script>\\\"'";

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
    TestNumbers.answer(console.api());
  }

  private static HttpResponse<String> number(String part) {
    return console.post("opt-outs/number", Map.of("phone", TestNumbers.PHONE, "part", part));
  }

  private static Map<String, String> statement(String what, String... fields) {
    Map<String, String> all = new HashMap<>();
    all.put("what", what);
    all.put("confirmed", "yes");
    all.put("phone", TestNumbers.PHONE);
    all.put("channel", "hotline");
    all.put("at", "2026-12-01T00:30:00");
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    return all;
  }

  /** Sends a file as a browser does. */
  private static HttpResponse<String> upload(
      String page, String fields, String fileName, String file) {
    String body =
        fields
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + fileName
            + "\"\r\nContent-Type: text/csv\r\n\r\n"
            + file
            + "\r\n--b--\r\n";
    return console.send(
        console
            .request(page)
            .header("Cookie", "notifier-session=ns_1; notifier-language=en")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String checked(String name) {
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\nyes\r\n";
  }

  @Test
  void showsWhatANumberWants() {
    assertThat(number("").body())
        .contains("0391***567", "opted out</span> advertising", "Wants no news")
        .contains("01/12/2026 00:30:00 (UTC+7)", "30/11/2026 23:30:00 (UTC+7)", "fax");
    assertThat(number("").body())
        .as("what is done is not proposed again")
        .contains("<button class=\"secondary\" name=\"what\" value=\"opt-out\">");
    assertThat(number("consents").body()).contains("consented</span>", "Form QC-01");
    assertThat(number("wrong-persons").body()).contains("QW18013", "Nhầm số");
    assertThat(console.api().received())
        .extracting(Received::target)
        .contains("/v1/opt-outs/search", "/v1/consents/search", "/v1/wrong-persons/search");
  }

  @Test
  void keepsANumberThatIsRefused() {
    console.api().refuse("POST", "/v1/opt-outs/search", 422, "phone-landline");

    HttpResponse<String> page = number("");

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("value=\"0391 234 567\"", "Detail of phone-landline");
    assertThat(console.post("opt-outs/number", Map.of()).body()).contains("href=\"#phone\"");
  }

  @Test
  void escapesWhatIsRecorded() {
    console
        .api()
        .answer(
            "POST",
            "/v1/opt-outs/search",
            200,
            """
            {"optedOut":["EVIL"],"optedOutOfAllTenants":["EVIL"],"statements":[{"purpose":"EVIL",
              "at":"2026-11-30T17:30:00Z","channel":"EVIL","note":"EVIL","enteredBy":"EVIL"}]}
            """
                .replace("EVIL", EVIL));

    assertThat(number("").body()).contains("&lt;script&gt;").doesNotContain("<script>alert");
  }

  @Test
  void whoMayOnlyReadSeesNoCommands() {
    console.api().signedIn(List.of("opt-outs:read"), TestConsole.NOW);

    assertThat(number("").body()).doesNotContain("opt-outs/change", "value=\"consents\"");
    assertThat(console.get("opt-outs").body())
        .doesNotContain("opt-outs/change", "opt-outs/import", "do-not-call");
    assertThat(console.get("opt-outs/do-not-call").body()).doesNotContain("name=\"file\"");
  }

  @Test
  void asksBeforeItRecords() {
    String page =
        console
            .post("opt-outs/change", Map.of("what", "opt-out", "phone", TestNumbers.PHONE))
            .body();

    assertThat(page).contains("Record an opt-out", "value=\"2026-12-01T08:05\"");
    assertThat(console.api().received()).noneMatch(each -> each.target().equals("/v1/opt-outs"));
  }

  @Test
  void recordsAnOptOutWithEvidence() {
    HttpResponse<String> page =
        console.post(
            "opt-outs/change",
            statement(
                "opt-out", "purposes", "ADVERTISING", "note", "Wants none", "allTenants", "yes"));

    assertThat(page.body()).contains("It takes effect within 5 seconds");
    assertThat(console.api().last("POST", "/v1/opt-outs").body())
        .isEqualTo(
            "{\"optOuts\":[{\"phone\":\"0391 234 567\",\"purposes\":[\"ADVERTISING\"],"
                + "\"channel\":\"hotline\",\"at\":\"2026-11-30T17:30:00Z\",\"note\":\"Wants none\"}],"
                + "\"allTenants\":true}");
  }

  @Test
  void recordsTheOtherStatements() {
    console.post("opt-outs/change", statement("opt-in", "purposes", "SERVICE"));
    console.post("opt-outs/change", statement("consent", "note", "QC-01"));
    console.post("opt-outs/change", statement("no-consent", "note", "By phone"));
    console.post("opt-outs/change", statement("wrong-person", "about", "P-7731"));
    console.post("opt-outs/change", statement("right-person", "unitCode", "QW18013"));

    assertThat(console.api().last("POST", "/v1/opt-outs/withdraw").body()).contains("SERVICE");
    assertThat(console.api().last("POST", "/v1/consents").body())
        .startsWith("{\"consents\":[{\"phone\"")
        .contains("QC-01");
    assertThat(console.api().last("POST", "/v1/consents/withdraw").body()).contains("By phone");
    assertThat(console.api().last("POST", "/v1/wrong-persons").body())
        .startsWith("{\"wrongPersons\":[{\"phone\"")
        .contains("\"personRef\":\"P-7731\"");
    assertThat(console.api().last("POST", "/v1/wrong-persons/withdraw").body())
        .contains("\"unitCode\":\"QW18013\"");
  }

  @Test
  void leadsBackToThePerson() {
    String page =
        console
            .post(
                "opt-outs/change",
                statement(
                    "opt-out", "purposes", "SERVICE", "purpose", "complaint", "ticket", "HD-17"))
            .body();

    assertThat(page)
        .contains("action=\"../person\"", "Back to this person")
        .contains("value=\"complaint\"", "value=\"HD-17\"");
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(console.post("opt-outs/change", statement("opt-out")).body())
        .contains("href=\"#purposes\"");
    assertThat(console.post("opt-outs/change", statement("wrong-person")).body())
        .contains("href=\"#about\"");
    assertThat(console.post("opt-outs/change", statement("consent")).body())
        .contains("href=\"#note\"");
    assertThat(console.post("opt-outs/change", statement("other")).statusCode()).isEqualTo(404);
  }

  @Test
  void keepsWhatWasTypedIfItIsRefused() {
    console.api().refuse("POST", "/v1/opt-outs", 409, "too-many-opt-outs");

    HttpResponse<String> page =
        console.post(
            "opt-outs/change", statement("opt-out", "purposes", "SERVICE", "note", "Wants none"));

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains(
            "Detail of too-many-opt-outs", ">Wants none</textarea>", "value=\"SERVICE\" checked");
  }

  @Test
  void importsAListWhileItArrives() {
    String list =
        "phone,purposes,channel,at\r\n" + "0391234567,ADVERTISING,list,x\r\n".repeat(50_000);

    HttpResponse<String> page = upload("opt-outs/import", checked("allTenants"), "List.CSV", list);

    assertThat(page.body())
        .contains("Lines read: 3. New entries: 2. Wrong lines: 1.")
        .contains("<code>phone-landline</code>");
    Received received = console.api().last("POST", "/v1/opt-outs/import");
    assertThat(received.target()).isEqualTo("/v1/opt-outs/import?allTenants=true");
    assertThat(received.headers()).containsEntry("Content-type", "text/csv");
    assertThat(received.body()).isEqualTo(list);
  }

  @Test
  void importsLinesOfJson() {
    upload("opt-outs/import", "", "list.ndjson", "{}");

    assertThat(console.api().last("POST", "/v1/opt-outs/import").headers())
        .containsEntry("Content-type", "application/x-ndjson");
  }

  @Test
  void saysWhatToDoWithAnotherFile() {
    assertThat(upload("opt-outs/import", "", "list.xlsx", "PK").body()).contains("CSV UTF-8");
    assertThat(upload("opt-outs/do-not-call", "", "", "").body()).contains("Choose a file");
    console.api().refuse("POST", "/v1/opt-outs/import", 503, "overloaded");
    assertThat(upload("opt-outs/import", "", "list.csv", "phone").statusCode()).isEqualTo(422);
    assertThat(console.post("opt-outs/import", Map.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void offersAnExampleOfAList() {
    assertThat(console.get("opt-outs/example.csv").body())
        .startsWith("phone,purposes,channel,at,note\n");
  }

  @Test
  void showsAndReplacesTheDoNotCallList() {
    assertThat(console.get("opt-outs/do-not-call").body())
        .contains(
            "A list is in force, imported at 21/11/2026 00:30:00 (UTC+7), with this many numbers: 4,000,000",
            "hx-trigger=\"every 5s\"")
        .contains("running</span>", "failed</span>");

    upload("opt-outs/do-not-call", checked("force"), "list.csv", "phone\n0391234567\n");

    Received received = console.api().last("PUT", "/v1/do-not-call");
    assertThat(received.target()).isEqualTo("/v1/do-not-call?force=true");
    assertThat(received.body()).isEqualTo("phone\n0391234567\n");
  }

  @Test
  void answersOfFormsHaveNoAddress() {
    assertThat(console.get("opt-outs/number").headers().firstValue("Location"))
        .contains("../opt-outs");
  }
}
