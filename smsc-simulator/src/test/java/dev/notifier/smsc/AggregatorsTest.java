package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.notifier.smsc.aggregator.Aggregator;
import dev.notifier.smsc.aggregator.AggregatorFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Inbound messages that aggregators deliver by HTTP. */
@Timeout(60)
class AggregatorsTest {
  private static final String FROM = "84912345678";

  private final BlockingQueue<Map<String, String>> requests = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer receiver;
  private SmscSimulator simulator;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/in",
        exchange -> {
          requests.add(parameters(exchange.getRequestURI().getRawQuery()));
          byte[] body =
              (refusals.getAndDecrement() > 0 ? "1|ERROR" : "0|OK\n")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    receiver.start();
    String yaml =
        """
        aggregators:
          - addresses: ["8079"]
            url: http://127.0.0.1:%1$d/in
            parameters: { sender: sender, content: content, address: serviceNumber,
                          keyword: keyword, id: smsid, time: receiverTime, sign: sign }
            signature: { algorithm: md5, secret: hush, signed: [smsid, sender, secret, content] }
            success: "0|OK"
            attempts: 3
            firstPauseMs: 1
          - addresses: ["6089"]
            preferred: false
            url: http://127.0.0.1:%1$d/in
            parameters: { content: text }
            success: "0|OK"
        """
            .formatted(receiver.getAddress().getPort());
    List<Aggregator> aggregators = AggregatorFormat.fromYaml(yaml);
    assertThat(aggregators.toString()).doesNotContain("hush");
    simulator =
        SmscSimulator.start(
            SimulatorOptions.defaults().withPorts(0, 0).withAggregators(aggregators));
  }

  @AfterEach
  void stop() throws IOException {
    simulator.close();
    receiver.stop(0);
    http.shutdownNow();
    http.close();
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>();
    for (String each : query.split("&", -1)) {
      String[] parts = each.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private Map<String, String> next() throws InterruptedException {
    Map<String, String> next = requests.poll(30, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.httpPort() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> write(String to, String text, String more) throws Exception {
    return call(
        "POST",
        "/v1/mo",
        "{\"from\":\"%s\",\"to\":\"%s\",\"text\":\"%s\"%s}".formatted(FROM, to, text, more));
  }

  private String page() throws Exception {
    return call("GET", "/v1/handset?number=" + FROM, "").body();
  }

  @Test
  void aMessageIsDeliveredWithItsSignature() throws Exception {
    assertThat(write("8079", "bh hs Đã nộp & chờ", "").body())
        .contains("\"responded\":true", "\"status\":0", "\"via\":\"http\"");
    Map<String, String> request = next();
    assertThat(request)
        .containsEntry("sender", FROM)
        .containsEntry("content", "bh hs Đã nộp & chờ")
        .containsEntry("serviceNumber", "8079")
        .containsEntry("keyword", "BH");
    assertThat(request.get("receiverTime")).matches("\\d{14}");
    assertThat(request.get("sign")).matches("[0-9a-f]{32}");
    assertThat(page()).contains("\"peer\":\"8079\"", "\"delivery\":\"\"");
  }

  @Test
  void aMessageIsRepeatedWithItsIdUntilItIsAccepted() throws Exception {
    refusals.set(2);
    BufferedReader events = openEvents();
    assertThat(write("8079", "TC", "").body()).contains("\"responded\":false");
    Map<String, String> first = next();
    assertThat(next()).isEqualTo(first);
    assertThat(next()).isEqualTo(first);
    awaitDelivery(events, "waiting");
    awaitDelivery(events, "");
    assertThat(requests).isEmpty();
  }

  @Test
  void afterItsLastAttemptAMessageHasFailed() throws Exception {
    refusals.set(100);
    BufferedReader events = openEvents();
    assertThat(write("8079", "TC", "").body()).contains("\"responded\":false");
    awaitDelivery(events, "failed");
    assertThat(requests).hasSize(3);
  }

  @Test
  void withoutAReceiverAMessageHasFailed() throws Exception {
    receiver.stop(0);
    BufferedReader events = openEvents();
    assertThat(write("8079", "TC", "").body()).contains("\"responded\":false");
    awaitDelivery(events, "failed");
  }

  private BufferedReader openEvents() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + simulator.httpPort() + "/v1/stream"))
            .build();
    InputStream stream = http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
    BufferedReader events =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    assertThat(events.readLine()).isEqualTo("event: counts");
    return events;
  }

  /** The events of the page have a state; {@link Timeout} limits the time. */
  private static void awaitDelivery(BufferedReader events, String state) throws Exception {
    String line = events.readLine();
    while (line != null && !line.contains("\"delivery\":\"" + state + "\"")) {
      line = events.readLine();
    }
    assertThat(line).isNotNull();
  }

  @Test
  void aRequestSaysHowAMessageIsSent() throws Exception {
    assertThat(call("GET", "/v1/aggregators", "").body())
        .isEqualTo("{\"6089\":false,\"8079\":true}");
    assertThat(write("8079", "TC", ",\"via\":\"smpp\"").statusCode()).isEqualTo(409);
    assertThat(write("6089", "TC", "").statusCode()).isEqualTo(409);
    assertThat(write("6089", "TC", ",\"via\":\"http\"").statusCode()).isEqualTo(200);
    assertThat(next()).containsOnly(Map.entry("text", "TC"));
    assertThat(write("1900", "TC", ",\"via\":\"http\"").statusCode()).isEqualTo(400);
    assertThat(write("8079", "TC", ",\"via\":\"mail\"").body())
        .contains("via must be smpp or http");
  }
}
