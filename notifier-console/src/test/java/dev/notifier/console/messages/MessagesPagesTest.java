package dev.notifier.console.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessagesPagesTest {
  private static final String PAGE = "messages/" + TestMessages.REJECTED;
  private static final String WAITING_PAGE = "messages/" + TestMessages.WAITING;

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
    TestMessages.answer(console.api());
  }

  /** The session has a right that counts only while the second factor is fresh. */
  private static void signInWithoutFreshFactor(List<String> scopes, List<String> rights) {
    console
        .api()
        .answer(
            "GET",
            "/v1/me",
            200,
            Map.of(
                "name",
                "lan",
                "stage",
                "complete",
                "scopes",
                scopes,
                "rights",
                rights,
                "secondFactorUntil",
                TestConsole.NOW.toString()));
  }

  @Test
  void listsMessagesWithMaskedNumbersAndTheirDays() {
    String page = console.get("messages?group=bhyt-2027-01").body();

    assertThat(page)
        .contains("01/12/2026 00:30:00 (UTC+7)", "30/11/2026 23:30:00 (UTC+7)")
        .contains("+84912***678", "number unknown to the carrier", "rejected: 130")
        .contains("messages?group=bhyt-2027-01&amp;from=&amp;state=REJECTED")
        .contains("cursor=Xb0F3")
        .doesNotContain("+84912345678");
    assertThat(console.api().last("POST", "/v1/notifications/search").body())
        .isEqualTo("{\"group\":\"bhyt-2027-01\"}");
  }

  @Test
  void listsMessagesInVietnamese() {
    assertThat(console.getVietnamese("messages").body())
        .contains("nhà mạng không biết số này", "đang chờ gửi", "đã đến máy: 199.870");
  }

  @Test
  void saysThatASearchGoesOn() {
    console
        .api()
        .answer(
            "POST",
            "/v1/notifications/search",
            200,
            "{\"items\":[],\"next\":\"X\",\"complete\":false,\"counts\":null}");

    assertThat(console.get("messages?route=viettel").body())
        .contains("Nothing found so far", "Search on");
  }

  @Test
  void keepsFiltersThatAreRefused() {
    HttpResponse<String> page = console.get("messages?from=yesterday&route=viettel");
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("href=\"#from\"", "value=\"viettel\"");

    console.api().refuse("POST", "/v1/notifications/search", 422, "invalid-field");
    assertThat(console.get("messages?batchId=seven").body())
        .contains("Detail of invalid-field", "value=\"seven\"");
  }

  @Test
  void saysWhatHappenedAndWhatIsNext() {
    assertThat(console.get(PAGE).body())
        .contains("does not send it any more", "which may be out of use")
        .contains("Sent again at 01/12/2026 00:30:00 (UTC+7) over the route viettel.")
        .contains("number of the recipient not valid", "<code>command_status 0x0000000B</code>")
        .contains("+84391***567")
        .doesNotContain("+84391234567", "Cancel the message");
    assertThat(console.getVietnamese(WAITING_PAGE).body())
        .contains("Tuyến mất kết nối với nhà mạng", "Gửi lại lúc 01/12/2026 08:12:00 (UTC+7)")
        .contains("hai lần", "1 trên 2");
  }

  @Test
  void escapesWhatMessagesSay() {
    String evil = "<script>alert('x')</script>\\\"'";
    console
        .api()
        .answer(
            "GET",
            "/v1/notifications/" + TestMessages.REJECTED,
            200,
            """
            {"notificationId":"EVIL","source":"EVIL","eventId":"EVIL","type":"EVIL","state":"EVIL",
             "confidence":"EVIL","phone":"EVIL","template":{"tenant":"EVIL","id":"EVIL","version":1},
             "route":"EVIL","lane":"EVIL","category":"EVIL","text":"EVIL","encoding":"EVIL",
             "segments":[{"segment":1,"of":1,"attempt":1,"messageId":"EVIL","state":"EVIL"}],
             "reason":{"code":"EVIL","owner":"EVIL","text":"EVIL"},"supersedes":"EVIL",
             "waiting":{"reason":"EVIL","route":"EVIL"},
             "history":[{"at":"2026-11-30T16:30:00Z","state":"EVIL","note":"EVIL","detail":"EVIL"}]}
            """
                .replace("EVIL", evil));

    assertThat(console.get(PAGE).body()).contains("&lt;script>").doesNotContain("<script>alert");
  }

  @Test
  void whoMayOnlyReadSeesNoCommands() {
    console.api().signedIn(List.of("notifications:read"), TestConsole.NOW);

    assertThat(console.get(WAITING_PAGE).body())
        .contains("you need the right", "case-decided")
        .doesNotContain("<button class=\"danger\"", "certificate.html", "templates/case-decided");
    assertThat(console.get("messages").body()).doesNotContain("Are you looking for");
  }

  /** A text often names the person. */
  @Test
  void theTextIsMaskedLikeTheNumberUntilItIsShown() {
    assertThat(console.get(PAGE).body())
        .contains("Text, which the carrier rejected", "The text is masked, like the number")
        .doesNotContain("Lo Thi Mai");
    assertThat(console.api().last("GET", "/v1/notifications/" + TestMessages.REJECTED).target())
        .doesNotContain("clear");

    assertThat(console.post(PAGE + "/reveal", Map.of()).body())
        .contains("Lo Thi Mai", "+84391234567")
        .contains("target=\"_blank\"", "<input type=\"hidden\" name=\"next\" value=\"messages\">");
    assertThat(console.api().last("GET", "/v1/notifications/" + TestMessages.REJECTED).target())
        .endsWith("?clear=true");
  }

  @Test
  void saysWhyAMessageWasNotSentAndHasNoText() {
    console
        .api()
        .answer(
            "GET",
            "/v1/notifications/" + TestMessages.WAITING,
            200,
            """
            {"notificationId":"0193807a-5f3c-7b21-9c44-1f0e8a6d2b58","source":"/tst/son-la",
             "eventId":"01JD8Y2M6Q9U","type":"case.decided","state":"SKIPPED","segments":[],
             "reason":{"code":"NO_TEMPLATE","owner":"EDITOR","text":"x"},
             "history":[{"at":"2026-11-30T17:30:00Z","state":"ACCEPTED"},
               {"at":"2026-11-30T17:30:01Z","state":"SKIPPED"}]}
            """);

    String page = console.get(WAITING_PAGE).body();

    assertThat(page).contains("No text was written, because the message was not sent.");
    assertThat(page.substring(page.indexOf("history-caption")))
        .contains("No template is published for this event type.");
  }

  @Test
  void revealsWithACode() {
    signInWithoutFreshFactor(List.of("notifications:read"), List.of("personal-data"));
    assertThat(console.get(PAGE).body()).contains("Show number and text", "name=\"code\"");

    HttpResponse<String> page = console.post(PAGE + "/reveal", Map.of("code", "492039"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("+84391234567", "certificate.html");
    assertThat(console.api().last("POST", "/v1/sign-in/second-factor").body()).contains("492039");
  }

  @Test
  void aWrongCodeRevealsNothing() {
    signInWithoutFreshFactor(List.of("notifications:read"), List.of("personal-data"));
    console.api().refuse("POST", "/v1/sign-in/second-factor", 401, "wrong-credentials");

    HttpResponse<String> page = console.post(PAGE + "/reveal", Map.of("code", "000000"));

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("role=\"alert\"").doesNotContain("+84391234567");
  }

  @Test
  void cancelsTheEventOfAMessage() {
    HttpResponse<String> page =
        console.post(WAITING_PAGE + "/cancel", Map.of("reason", "Wrong date"));

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("../../messages/" + TestMessages.WAITING + "?notice=messages.cancel");
    assertThat(console.api().last("POST", "/v1/notifications/cancel").body())
        .contains("\"reason\":\"Wrong date\"")
        .contains("\"source\":\"/tst/son-la\"", "\"eventId\":\"01JD8Y2M6Q9U\"");
    assertThat(console.get(WAITING_PAGE + "?notice=messages.cancel").body())
        .contains("The cancellation is recorded");
  }

  /** Of such a message, the carrier may have a segment. */
  @Test
  void whatACarrierHasInPartIsNotCancelled() {
    console
        .api()
        .answer(
            "GET",
            "/v1/notifications/" + TestMessages.WAITING,
            200,
            """
            {"notificationId":"0193807a-5f3c-7b21-9c44-1f0e8a6d2b58","state":"PLANNED","history":[],
             "segments":[{"segment":1,"of":2,"attempt":1,"messageId":"10C8F40D","state":"SUBMITTED"},
               {"segment":2,"of":2,"attempt":1,"messageId":null,"state":"PLANNED"}]}
            """);

    assertThat(console.get(WAITING_PAGE).body()).doesNotContain("<button class=\"danger\"");
  }

  @Test
  void leadsBackToThePerson() {
    String page =
        console
            .post(PAGE + "/person", Map.of("phone", "0391 234 567", "purpose", "question"))
            .body();

    assertThat(page)
        .contains("Back to this person", "action=\"../../person\"", "value=\"question\"");
    assertThat(console.get(PAGE).body()).doesNotContain("Back to this person");
  }

  @Test
  void keepsTheReasonOfARefusedCancellation() {
    console.api().refuse("POST", "/v1/notifications/cancel", 409, "too-many-cancellations");

    HttpResponse<String> page =
        console.post(WAITING_PAGE + "/cancel", Map.of("reason", "Wrong date"));

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("Detail of too-many", "value=\"Wrong date\"");
    assertThat(console.post(WAITING_PAGE + "/cancel", Map.of("reason", " ")).body())
        .contains("href=\"#reason\"");
  }

  @Test
  void downloadsTheCertificate() {
    HttpResponse<String> file = console.get(PAGE + "/certificate.html");

    assertThat(file.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"certificate.html\"");
    assertThat(
            console
                .api()
                .last("GET", "/v1/notifications/" + TestMessages.REJECTED + "/certificate")
                .headers())
        .containsEntry("Accept", "text/html");
    console
        .api()
        .refuse(
            "GET",
            "/v1/notifications/" + TestMessages.REJECTED + "/certificate",
            501,
            "certificates-not-configured");
    assertThat(console.get(PAGE + "/certificate.jws").body()).contains("Detail of certificates");
  }

  @Test
  void answersOfCommandsHaveNoAddress() {
    assertThat(console.get(PAGE + "/reveal").headers().firstValue("Location"))
        .contains("../../" + PAGE);
  }
}
