package dev.notifier.smsc;

import static dev.notifier.smsc.TestClient.DELIVER_SM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {
  private static final String TO = "84912345678";

  @RegisterExtension private final RunningSimulator simulator = new RunningSimulator();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void closeClient() {
    http.close();
  }

  @Test
  void theConfigurationIsReadPatchedAndReplaced() throws Exception {
    String patch =
        """
        {"password":"hush","receipts":{"window":7},
         "faults":[{"fault":"refuse","to":"849.*","status":"0x45"}]}\
        """;
    assertThat(call("PATCH", "/v1/config", patch).statusCode()).isEqualTo(200);
    assertThat(simulator.get().behaviour().receipts().window()).isEqualTo(7);
    assertThat(simulator.get().behaviour().password()).isEqualTo("hush");
    String shown = call("GET", "/v1/config", "").body();
    assertThat(shown).contains("\"window\":7", "\"status\":69").doesNotContain("hush");

    assertThat(call("PUT", "/v1/config", shown).body()).isEqualTo(shown);
    assertThat(simulator.get().behaviour().password()).isEqualTo("hush");
    assertThat(call("PUT", "/v1/config", "{}").body()).contains("\"faults\":[]", "\"window\":100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|invalid configuration: line 1, column 2: Unexpected end-of-input",
        "[]|the configuration must be an object with keys such as receipts and faults",
        "{'nope':1}|invalid configuration: Unrecognized property \\\"nope\\\"",
        "{'faults':[{'fault':'refuse','to':'(','status':69}]}|invalid configuration: \\\"to\\\" is not a valid regular expression",
        "{'faults':[{'fault':'refuse','to':'.*'}]}|invalid configuration: status of a refuse fault must be a command_status of 1 to 65535",
        "{'receipts':{'window':0}}|invalid configuration: receipts.window must be 1 to 10000",
        "{'receipts':null}|receipts must not be null; leave the key out to keep its value",
      })
  void anInvalidConfigurationIsRejectedAndChangesNothing(String patch, String error)
      throws Exception {
    HttpResponse<String> response = call("PATCH", "/v1/config", patch.replace('\'', '"'));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"error\":\"" + error);
    assertThat(simulator.get().behaviour()).isEqualTo(RunningSimulator.PROMPT);
  }

  @Test
  void messagesAreLookedUpByNumberTimeAndOrder() throws Exception {
    submitThree();
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
  }

  @ParameterizedTest
  @ValueSource(strings = {"84", "+84", "%2B84", "0084", "0"})
  void messagesAreFoundByEverySpellingOfANumber(String prefix) throws Exception {
    submitThree();
    String number = prefix + TO.substring(2);

    assertThat(call("GET", "/v1/handset?number=" + number, "").body()).contains("Xin chào");
    assertThat(call("GET", "/v1/messages?to=" + number, "").body()).contains("Xin chào");
    assertThat(call("GET", "/v1/handset?number=" + number + "9", "").body())
        .isEqualTo("{\"messages\":[]}");
  }

  @Test
  void repeatsAndCountsUntilTheReset() throws Exception {
    submitThree();
    assertThat(call("GET", "/v1/repeats", "").body())
        .contains("84912***678", "\"bytes\":16")
        .doesNotContain(TO);
    assertThat(call("GET", "/v1/repeats?full=true", "").body()).contains(TO);
    assertThat(call("GET", "/v1/counts", "").body())
        .contains("\"accepted\":3", "\"distinct\":2", "\"repeated\":1", "\"receiptsDue\":3");
    assertThat(call("POST", "/v1/reset", "").body())
        .contains("\"accepted\":0", "\"receiptsDue\":0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/v1/messages?limit=x|400|limit must be a number from 1 to 1000",
        "GET|/v1/messages?limit=1001|400|limit must be a number from 1 to 1000",
        "GET|/v1/messages?after=noon|400|after must be a time such as 2026-12-01T08:00:00Z",
        "GET|/v1/rates?minutes=61|400|minutes must be a number from 1 to 60",
        "POST|/v1/mo|400|from is required: a string of 1 to 20 characters",
        "GET|/v1/nothing|404|no such resource; the README of the simulator lists all",
      })
  void anInvalidRequestIsRejected(String method, String path, int status, String error)
      throws Exception {
    HttpResponse<String> response = call(method, path, "{}");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo("{\"error\":\"" + error + "\"}");
  }

  @Test
  void anInboundMessageReportsItsResponse() throws Exception {
    String message = "{\"from\":\"" + TO + "\",\"to\":\"BHXHVN\",\"text\":\"HUY €\"}";
    assertThat(call("POST", "/v1/mo", message).statusCode()).isEqualTo(409);
    try (TestClient client = simulator.transceiver()) {
      CompletableFuture<HttpResponse<String>> response =
          http.sendAsync(request("POST", "/v1/mo", message), HttpResponse.BodyHandlers.ofString());
      Pdu deliver = client.next();
      assertThat(deliver.id()).isEqualTo(DELIVER_SM);
      assertThat(deliver.shortMessage()).isEqualTo("HUY \u001be");
      client.acknowledge(deliver, 0x64);
      assertThat(response.join().body())
          .contains("\"responded\":true", "\"status\":100", "\"segments\":1");
    }
    assertThat(simulator.counts().moSent()).isEqualTo(1);
    assertThat(call("GET", "/v1/handset?number=" + TO, "").body()).contains("\"incoming\":false");
  }

  @Test
  void sessionsAreUnboundAndDropped() throws Exception {
    try (TestClient client = simulator.transceiver()) {
      assertThat(call("POST", "/v1/sessions/unbind", "").body()).isEqualTo("{\"requested\":1}");
      assertThat(client.next().id()).isEqualTo(TestClient.UNBIND);
      assertThat(call("POST", "/v1/sessions/drop", "").body()).isEqualTo("{\"dropped\":1}");
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void oneSessionIsDroppedAndTheOthersStay() throws Exception {
    try (TestClient first = simulator.transceiver();
        TestClient second = simulator.transceiver()) {
      assertThat(call("POST", "/v1/sessions/drop?count=1", "").body()).isEqualTo("{\"dropped\":1}");
      assertThat(first.isClosedByPeer()).isTrue();
      assertThat(call("POST", "/v1/sessions/drop?count=9", "").body()).isEqualTo("{\"dropped\":1}");
      assertThat(second.isClosedByPeer()).isTrue();
      assertThat(call("POST", "/v1/sessions/drop?count=0", "").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void thePageLoadsNothingFromOtherSites() throws Exception {
    HttpResponse<String> page = call("GET", "/", "");
    assertThat(page.body()).contains("<title>Handset").doesNotContain("src=\"http");
  }

  @Test
  void scriptsOfOtherSitesAreRejected() throws Exception {
    HttpRequest crossOrigin =
        HttpRequest.newBuilder(uri("/v1/reset"))
            .header("Origin", "http://elsewhere.example")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(http.send(crossOrigin, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void theStreamSendsMessagesAsTheyArrive() throws Exception {
    HttpResponse<InputStream> stream =
        http.send(request("GET", "/v1/stream", ""), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        TestClient client = simulator.transceiver()) {
      assertThat(lines.readLine()).isEqualTo("event: counts");
      client.submit(TO, "live now");
      String line = lines.readLine();
      while (line != null && !line.contains("live now")) {
        line = lines.readLine();
      }
      assertThat(line)
          .contains("\"number\":\"" + TO + "\"", "\"peer\":\"BHXHVN\"", "\"totalSegments\":1");
    }
  }

  private void submitThree() {
    try (TestClient client = simulator.transmitter()) {
      client.submit(TO, 0, 8, "Xin chào".getBytes(StandardCharsets.UTF_16BE));
      client.submit(TO, 0, 8, "Xin chào".getBytes(StandardCharsets.UTF_16BE));
      client.submit("84900000000", "other");
      for (int i = 0; i < 3; i++) {
        client.next();
      }
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
    return URI.create("http://127.0.0.1:" + simulator.get().httpPort() + path);
  }
}
