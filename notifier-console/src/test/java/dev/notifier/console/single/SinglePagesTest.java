package dev.notifier.console.single;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.messages.TestMessages;
import dev.notifier.console.server.StubApi.Received;
import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SinglePagesTest {
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
    TestTypes.answer(console.api());
  }

  private static HttpResponse<String> post(String step, String... changed) {
    Map<String, String> fields = new HashMap<>();
    fields.put("step", step);
    fields.put("phone", "0391 234 567");
    fields.put("type", "case.decided");
    fields.put("at", "2026-11-30T17:30:00Z");
    fields.put("fullName", "Lò Thị Mai");
    fields.put("data.caseCode", "17");
    fields.put("data.outcome", "GRANTED");
    fields.put("data.decidedDate", "2026-11-30");
    for (int i = 0; i < changed.length; i += 2) {
      fields.put(changed[i], changed[i + 1]);
    }
    return console.post("messages/send", fields);
  }

  @Test
  void offersTheTypesThatAPersonMaySend() {
    assertThat(console.get("messages/send").body())
        .contains("Step 1 of 3", "A case was decided")
        .doesNotContain("A one-time code");
    assertThat(console.getVietnamese("messages/send").body()).contains("Gửi về việc gì");
  }

  @Test
  void asksForTheFieldsOfTheType() {
    assertThat(post("fields").body())
        .contains("0391***567", "The code of the case", "Example: 04486.G/2026/08708")
        .contains("id=\"data.decidedDate\" name=\"data.decidedDate\" type=\"date\"")
        .contains("<option value=\"GRANTED\" selected>", "The amount, if there is one");
  }

  @Test
  void showsTheTextBeforeItIsSent() {
    assertThat(post("preview").body())
        .contains("BHXHVN: Ho so 17 da duoc giai quyet.", "Send 1 message", "The text that is sent")
        .contains("name=\"data.caseCode\" value=\"17\"");
    assertThat(console.api().last("POST", TestTypes.PREVIEW).body())
        .contains("{\"data\":{\"recipient\":{\"phone\":\"0391 234 567\"", "\"caseCode\":\"17\"");
    assertThat(console.api().received()).noneMatch(each -> each.target().equals("/v1/events"));
  }

  @Test
  void sendsOneEventAndShowsItsMessage() {
    HttpResponse<String> page =
        post("send", "data.amount", "150000", "data.papers", "CCCD\r\n\r\nBHYT");

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("../messages/" + TestMessages.REJECTED + "?notice=single.send");
    Received event = console.api().last("POST", "/v1/events");
    assertThat(event.headers()).containsEntry("Content-type", "application/cloudevents+json");
    assertThat(event.body())
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"lan-1796059800000\",\"source\":\"/console\","
                + "\"type\":\"case.decided\",\"time\":\"2026-12-01T00:30+07:00\","
                + "\"data\":{\"recipient\":{\"phone\":\"0391 234 567\",\"fullName\":\"Lò Thị Mai\"},"
                + "\"caseCode\":\"17\",\"outcome\":\"GRANTED\",\"decidedDate\":\"2026-11-30\","
                + "\"amount\":150000,\"urgent\":false,\"papers\":[\"CCCD\",\"BHYT\"]}}");
  }

  /** The second time is the same event, which Notifier drops. */
  @Test
  void aFormThatIsSentTwiceIsOneEvent() {
    post("send");
    post("send");

    assertThat(console.api().received())
        .filteredOn(each -> each.target().equals("/v1/events"))
        .extracting(Received::body)
        .hasSize(2)
        .allMatch(body -> body.contains("\"id\":\"lan-1796059800000\""))
        .containsOnly(console.api().last("POST", "/v1/events").body());
  }

  /** Back in the browser, another value, and sent: both messages are sent. */
  @Test
  void aTextThatIsShownAgainIsAnotherEvent() {
    assertThat(post("preview", "data.caseCode", "18").body())
        .contains("name=\"at\" value=\"" + TestConsole.NOW + "\"");
  }

  @Test
  void saysThatItIsAcceptedIfItIsNotPlannedYet() {
    console.api().refuse("GET", "/v1/notifications", 404, "not-found-yet");

    assertThat(post("send").body()).contains("Notifier has accepted it");
  }

  @Test
  void keepsWhatWasTypedIfItIsWrongOrRefused() {
    HttpResponse<String> page = post("send", "data.caseCode", "", "data.amount", "1");
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("href=\"#data.caseCode\"", "value=\"Lò Thị Mai\"");
    assertThat(post("preview", "data.amount", "many").body()).contains("href=\"#data.amount\"");
    assertThat(post("fields", "phone", "").body()).contains("href=\"#phone\"", "selected>A case");

    console.api().refuse("POST", "/v1/events", 422, "phone-landline");
    assertThat(post("send").body()).contains("Detail of phone-landline", "value=\"17\"");
  }

  @Test
  void saysWhyThereIsNoText() {
    console
        .api()
        .answer(
            "POST",
            TestTypes.PREVIEW,
            200,
            "{\"previews\":[{\"locale\":\"vi\",\"error\":{\"code\":\"missing-value\",\"detail\":\"the field is blank; send a value\"}}]}");
    assertThat(post("preview").body())
        .contains("role=\"alert\"", "the field is blank; send a value");

    console.api().answer("GET", "/v1/templates/case-decided", 200, "{\"published\":null}");
    assertThat(post("preview").body()).contains("No template is published");
  }

  @Test
  void doesNotSendWhatAFormCannotHave() {
    console
        .api()
        .answer(
            "GET",
            "/v1/event-types/case.decided",
            200,
            """
            {"name":"case.decided","title":"A password","category":"SERVICE","schema":{"required":["secret"],
              "properties":{"secret":{"type":"string","secret":true}}}}
            """);

    assertThat(post("send").body()).contains("fields that a form cannot have");
    assertThat(console.api().received()).noneMatch(each -> each.target().equals("/v1/events"));
  }

  @Test
  void escapesWhatTypesSay() {
    String evil = "<script>alert('x')</script>\\\"'";
    console
        .api()
        .answer(
            "GET",
            "/v1/event-types/case.decided",
            200,
            """
            {"name":"case.decided","title":"EVIL","category":"SERVICE","template":"case-decided","schema":{
              "properties":{"EVIL":{"title":"EVIL","type":"string","enum":["EVIL"],"examples":["EVIL"]},
              "a":{"title":"EVIL","type":"string","examples":["EVIL"]}}}}
            """
                .replace("EVIL", evil));

    assertThat(post("fields").body()).contains("&lt;script&gt;").doesNotContain("<script>alert");
  }

  @Test
  void isOfferedToThoseWhoMaySend() {
    assertThat(console.get("messages").body()).contains("messages/send");
    console.api().signedIn(List.of("notifications:read"), TestConsole.NOW);
    assertThat(console.get("messages").body()).doesNotContain("messages/send");
  }
}
