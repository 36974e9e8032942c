package dev.notifier.local.hotline;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.notifier.local.queries.QuerySystem;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotlineReceiverTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx";

  private final HttpClient http = HttpClient.newHttpClient();
  private final HotlineReceiver hotline = new HotlineReceiver(SECRET);
  private QuerySystem system;

  @BeforeEach
  void start() throws Exception {
    system = QuerySystem.start(0, SECRET, Duration.ZERO);
    system.serve(HotlineReceiver.PAGE, hotline);
  }

  @AfterEach
  void stop() {
    system.close();
    http.close();
  }

  private static String event(String id, String type, String phone, String more) {
    return """
    {"specversion":"1.0","id":"%s","type":"%s","time":"2026-12-01T01:00:00Z",
     "data":{"phone":"%s","address":"8079"%s}}
    """
        .formatted(id, type, phone, more);
  }

  private int send(String id, String body, String secret) throws Exception {
    long now = Instant.now().getEpochSecond();
    return http.send(
            HttpRequest.newBuilder(URI.create(system.url() + HotlineReceiver.EVENTS))
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(now))
                .header("webhook-signature", new Webhook(secret).sign(id, now, body))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private HttpResponse<String> page() throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(system.url() + HotlineReceiver.PAGE)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void thePageShowsWhoWantsACallAndWhatWasHandedOver() throws Exception {
    assertThat(page().body()).contains("Nothing yet");
    String call = event("1", "conversation.call-back.v1", "+84391234567", "");
    String handedOver =
        event(
            "2",
            "conversation.handed-over.v1",
            "+84391234568",
            ",\"note\":\"<b>Lương hưu</b>\",\"messages\":[{\"text\":\"Bao nhieu?\"}]");

    assertThat(send("1", call, SECRET)).isEqualTo(204);
    assertThat(send("1", call, SECRET)).as("again").isEqualTo(204);
    assertThat(send("2", handedOver, SECRET)).isEqualTo(204);

    HttpResponse<String> page = page();
    assertThat(page.body())
        .containsOnlyOnce("Call back +84391234567")
        .contains("Handed over: +84391234568", "&lt;b&gt;Lương hưu&lt;/b&gt;", "Bao nhieu?")
        .doesNotContain("<b>", "<script");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"1\",\"data\":{}}|other|401",
        "no JSON|own|400",
        "[]|own|400",
        "{\"data\":{}}|own|400",
      })
  void otherRequestsAreRefused(String body, String signedBy, int status) throws Exception {
    assertThat(send("1", body, signedBy.equals("own") ? SECRET : OTHER_SECRET)).isEqualTo(status);
    assertThat(hotline.received()).isEmpty();
  }

  @Test
  void itKeepsTheNewestOnly() throws Exception {
    for (int i = 0; i < HotlineReceiver.MAX_EVENTS + 3; i++) {
      String id = String.valueOf(i);
      assertThat(send(id, event(id, "conversation.call-back.v1", "+8439" + i, ""), SECRET))
          .isEqualTo(204);
    }
    assertThat(hotline.received()).hasSize(HotlineReceiver.MAX_EVENTS);
    assertThat(hotline.received().getFirst().path("id").asString()).isEqualTo("52");
  }

  /** A site could point its own name to this machine. */
  @Test
  void otherNamesOfThisMachineAreRefused() throws Exception {
    assertThat(statusWithHost("evil.example")).startsWith("HTTP/1.1 403");
    assertThat(statusWithHost("localhost:2790")).startsWith("HTTP/1.1 200");
  }

  private String statusWithHost(String host) throws IOException {
    URI uri = URI.create(system.url());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET /hotline HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
