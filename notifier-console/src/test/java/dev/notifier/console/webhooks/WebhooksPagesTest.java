package dev.notifier.console.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhooksPagesTest {
  private static final String HOSTILE = "<script>alert(1)</script>'\"";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @Test
  void listsWebhooksInBothLanguages() {
    assertThat(console.get("webhooks").body())
        .contains(">portal</a>", ">delivers</span>", "https://portal.example/hooks/sms");
    assertThat(console.getVietnamese("webhooks").body()).contains("đang gửi", "không có gì chờ");
  }

  @Test
  void showsTheDeliveries() {
    assertThat(console.get("webhooks/k7m2x9abcdef").body())
        .contains("1,200", "01/12/2026 15:00:00 (UTC+7)", "/suspend", "Send a test event");
  }

  @Test
  void saysWhyItIsSuspended() {
    console.api().answer("GET", "/v1/webhooks/w1", 200, webhook(HOSTILE));
    assertThat(console.get("webhooks/w1").body())
        .contains("20 requests in a row were refused", "/resume", "&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
  }

  private static Map<String, Object> webhook(String text) {
    return Map.of(
        "id",
        "w1",
        "version",
        3,
        "name",
        text,
        "url",
        text,
        "filter",
        Map.of(
            "sources", List.of(text),
            "types", List.of(),
            "templates", List.of(),
            "groups", List.of(),
            "batches", List.of(),
            "states", List.of()),
        "suspension",
        Map.of("since", "2026-12-01T01:00:00Z", "reason", "refusing", "by", text),
        "delivery",
        Map.of("delivered", 5, "failed", 2, "lastError", text),
        "lastTest",
        Map.of("at", "2026-12-01T01:00:00Z", "accepted", false, "error", text),
        "secret",
        "whsec_1");
  }

  @Test
  void theLastErrorIsInTheLanguageOfThePage() {
    console
        .api()
        .answer(
            "GET",
            "/v1/webhooks",
            200,
            Map.of("webhooks", List.of(webhook("no response in time"))));

    assertThat(console.getVietnamese("webhooks").body())
        .contains("<td>bên nhận không trả lời kịp</td>");
  }

  @Test
  void theSecretIsShownOnce() {
    console.api().answer("POST", "/v1/webhooks", 201, webhook("portal"));
    Map<String, String> form =
        Map.of(
            "form", "1-1",
            "name", "portal",
            "url", "https://portal.example/",
            "types", "card.*\n\nvisit.recorded",
            "state", "DELIVERED",
            "batchSize", "50");
    assertThat(console.post("new-webhook", form).body()).contains("value=\"whsec_1\"");
    assertThat(console.api().last("POST", "/v1/webhooks").body())
        .contains(
            "\"types\":[\"card.*\",\"visit.recorded\"]",
            "\"states\":[\"DELIVERED\"]",
            "\"batchSize\":50");
    assertThat(console.post("new-webhook", form).body()).doesNotContain("whsec_1");
  }

  @Test
  void aRefusedFormKeepsWhatWasTyped() {
    console.api().refuse("POST", "/v1/webhooks", 422, "invalid-webhook");
    HttpResponse<String> page =
        console.post("new-webhook", Map.of("form", "1-2", "name", "portal", "url", "http://x"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("value=\"portal\"", "value=\"http://x\"");
  }

  @Test
  void sendsEachCommand() {
    for (String command : List.of("suspend", "resume", "test")) {
      HttpResponse<String> page = console.post("webhooks/w1/" + command, Map.of());
      assertThat(page.headers().firstValue("Location"))
          .contains("../../webhooks/w1?notice=webhooks." + command);
      console.api().last("POST", "/v1/webhooks/w1/" + command);
    }
    assertThat(console.post("webhooks/w1/invent", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void replaysFromATimeOfVietnam() {
    console.post("webhooks/w1/replay", Map.of("from", "2026-12-01T08:00"));
    assertThat(console.api().last("POST", "/v1/webhooks/w1/replay").body())
        .isEqualTo("{\"from\":\"2026-12-01T01:00:00Z\"}");
  }

  @Test
  void changesRotatesAndDeletes() {
    console.post("webhooks/w1/change", Map.of("name", "p", "url", "https://x", "version", "3"));
    assertThat(console.api().last("PATCH", "/v1/webhooks/w1").headers())
        .containsEntry("If-match", "\"3\"");
    console.api().answer("POST", "/v1/webhooks/w1/rotate", 200, webhook("portal"));
    assertThat(
            console
                .post("webhooks/w1/rotate", Map.of("form", "1-3", "formerValidFor", "PT0S"))
                .body())
        .contains("whsec_1");
    console.post("webhooks/w1/delete", Map.of());
    console.api().last("DELETE", "/v1/webhooks/w1");
  }

  @Test
  void showsWhatWasGivenUp() {
    TestFailures.answer(console.api(), "w1");
    assertThat(console.get("webhooks/w1/failures").body())
        .contains(TestFailures.NOTIFICATION, "delivered", "The receiver answered 400");
  }
}
