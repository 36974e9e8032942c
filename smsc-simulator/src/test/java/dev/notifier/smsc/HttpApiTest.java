package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpApiTest {
  private static final String TO = "84912345678";
  private final HttpClient http = HttpClient.newHttpClient();
  private SmscSimulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator =
        SmscSimulator.start(
            SimulatorOptions.usual().withPorts(0, 0).withBehaviour(SmscSimulatorTest.PROMPT));
  }

  @AfterEach
  void stop() throws IOException {
    http.close();
    simulator.close();
  }

  @Test
  void configurationIsReadReplacedAndPatched() throws Exception {
    String patch =
        """
        {"password":"hush","receipts":{"window":7},
         "faults":[{"fault":"refuse","to":"849.*","status":"0x45"}]}\
        """;
    assertThat(call("PATCH", "/v1/config", patch).statusCode()).isEqualTo(200);
    assertThat(simulator.behaviour().receipts().window()).isEqualTo(7);
    assertThat(simulator.behaviour().password()).isEqualTo("hush");
    String shown = call("GET", "/v1/config", "").body();
    assertThat(shown).contains("\"window\":7", "\"status\":69").doesNotContain("hush");

    assertThat(call("PUT", "/v1/config", shown).body()).isEqualTo(shown);
    assertThat(simulator.behaviour().password()).isEqualTo("hush");
    assertThat(call("PUT", "/v1/config", "{}").body()).contains("\"faults\":[]", "\"window\":100");
  }

  @Test
  void aWrongConfigurationIsRefusedAndChangesNothing() throws Exception {
    String[] wrong = {
      "{",
      "[]",
      "{\"nope\":1}",
      "{\"faults\":[{\"fault\":\"refuse\",\"to\":\"(\",\"status\":69}]}",
      "{\"faults\":[{\"fault\":\"refuse\",\"to\":\".*\"}]}",
      "{\"receipts\":{\"window\":0}}",
      "{\"receipts\":null}"
    };
    for (String some : wrong) {
      HttpResponse<String> answer = call("PATCH", "/v1/config", some);
      assertThat(answer.statusCode()).as(some).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"error\":");
    }
    assertThat(simulator.behaviour()).isEqualTo(SmscSimulatorTest.PROMPT);
  }

  @Test
  void messagesRepeatsCountsAndReset() throws Exception {
    try (TestClient client = new TestClient(simulator.smppPort())) {
      client.bind(2, "tester", "");
      client.submit(TO, 0, 8, "Xin chào".getBytes(StandardCharsets.UTF_16BE));
      client.submit(TO, 0, 8, "Xin chào".getBytes(StandardCharsets.UTF_16BE));
      client.submit("84900000000", "other");
      for (int i = 0; i < 3; i++) {
        client.next();
      }
    }
    assertThat(call("GET", "/v1/messages?to=" + TO, "").body())
        .contains("\"text\":\"Xin chào\"", "\"hex\":\"00580069006e")
        .doesNotContain("other");
    assertThat(call("GET", "/v1/messages?after=2100-01-01T00:00:00Z", "").body())
        .isEqualTo("{\"messages\":[]}");
    assertThat(
            call("GET", "/v1/messages?oldest=true&limit=1&after=1970-01-01T00:00:00Z", "").body())
        .contains("Xin chào")
        .doesNotContain("other");
    assertThat(call("GET", "/v1/messages?limit=1", "").body())
        .contains("other")
        .doesNotContain("Xin chào");
    assertThat(call("GET", "/v1/messages?limit=x", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "/v1/repeats", "").body()).contains("84912***678").doesNotContain(TO);
    assertThat(call("GET", "/v1/repeats?full=true", "").body()).contains(TO);
    assertThat(call("GET", "/v1/counts", "").body())
        .contains("\"accepted\":3", "\"distinct\":2", "\"repeated\":1", "\"receiptsDue\":3");
    assertThat(call("POST", "/v1/reset", "").body())
        .contains("\"accepted\":0", "\"receiptsDue\":0");
    assertThat(call("GET", "/v1/nothing", "").statusCode()).isEqualTo(404);
  }

  @Test
  void anInboundMessageReportsItsAnswer() throws Exception {
    String order = "{\"from\":\"" + TO + "\",\"to\":\"BHXHVN\",\"text\":\"HUY €\"}";
    assertThat(call("POST", "/v1/mo", order).statusCode()).isEqualTo(409);
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(request("POST", "/v1/mo", order), HttpResponse.BodyHandlers.ofString());
      Pdu deliver = client.next();
      assertThat(deliver.id()).isEqualTo(5);
      assertThat(deliver.shortMessage()).isEqualTo("HUY \u001be");
      client.acknowledge(deliver, 0x64);
      assertThat(answer.join().body()).contains("\"responded\":true", "\"status\":100");
    }
    assertThat(simulator.counts().moSent()).isEqualTo(1);
    assertThat(call("GET", "/v1/handset?number=" + TO, "").body()).contains("\"incoming\":false");
  }

  @Test
  void thePageIsServedAndScriptsOfOtherSitesAreNot() throws Exception {
    HttpResponse<String> page = call("GET", "/", "");
    assertThat(page.body()).contains("<title>Handset").doesNotContain("src=\"http");
    HttpRequest foreign =
        HttpRequest.newBuilder(uri("/v1/reset"))
            .header("Origin", "http://elsewhere.example")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(http.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void theStreamShowsWhatArrives() throws Exception {
    HttpResponse<java.io.InputStream> stream =
        http.send(request("GET", "/v1/stream", ""), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        TestClient client = TestClient.bound(simulator.smppPort())) {
      assertThat(lines.readLine()).isEqualTo("event: counts");
      client.submit(TO, "live now");
      String line = lines.readLine();
      while (line != null && !line.contains("live now")) {
        line = lines.readLine();
      }
      assertThat(line).contains("\"number\":\"" + TO + "\"", "\"peer\":\"BHXHVN\"");
    }
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return http.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(uri(path))
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + simulator.httpPort() + path);
  }
}
