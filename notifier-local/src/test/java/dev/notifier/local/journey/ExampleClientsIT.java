package dev.notifier.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.notifier.local.journey.ExampleClient.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The clients in {@code examples} against a server that fails as Notifier can. They wait for most
 * of the time, so they run at the same time, each with a server of its own.
 */
class ExampleClientsIT {
  /** A scripted response: the connection is closed without a response. */
  private static final String BROKEN = "broken";

  private static final String PHONE = "0912345678";
  private static final String NAME = "Lò Thị Mai";
  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"%s\",\"data\":{\"recipient\":{\"phone\":\""
          + PHONE
          + "\",\"fullName\":\""
          + NAME
          + " \\\"\\u0041\\\\\"},\"n\":[1,-2.5e3,true,null,{}]}}";

  @TempDir private Path folder;

  /** Each is the status, a blank, perhaps Retry-After and a blank, and the body. */
  private final Deque<String> responses = new ArrayDeque<>();

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> times = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void repeatsWhatMayBeRepeatedAndRaisesWhatWasRejected(ExampleClient client) throws Exception {
    client.assumeInstalled();
    Path batch = batch("b-0", "b-1", "b-2");
    responses.add("503 retry-after=2 {\"code\":\"overloaded\"}");
    responses.add(BROKEN);
    responses.add("202 {}");
    responses.add(
        """
        207 retry-after=1 {"accepted":1,"rejected":1,"items":[
          {"index":0,"eventId":"b-0","status":"rejected","code":"phone-landline","detail":"A \\"số\\"."},
          {"index":1,"eventId":"b-1","status":"accepted"},
          {"index":2,"eventId":"b-2","status":"retry","code":"not-confirmed","detail":"Again."}]}\
        """);
    responses.add("202 {}");

    Result result = run(client, batch);

    assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
    assertThat(result.output())
        .contains("1 events were rejected", "index 0, eventId b-0: phone-landline: A \"số\".")
        .contains("Sent an event", "status 503")
        .doesNotContain("Sent a batch", "b-1", "b-2");
    assertThat(requests).hasSize(5);
    assertThat(requests.get(1)).isEqualTo(requests.get(0));
    assertThat(requests.get(2)).isEqualTo(requests.get(0));
    assertThat(ids(3)).containsExactly("b-0", "b-1", "b-2");
    assertThat(ids(4)).containsExactly("b-2");
    assertThat(sent(4).get(0)).isEqualTo(JsonMapper.shared().readTree(EVENT.formatted("b-2")));
    assertThat(millisBetween(0, 1)).isGreaterThanOrEqualTo(2_000);
    assertThat(millisBetween(3, 4)).isGreaterThanOrEqualTo(1_000);
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void raisesTheItemsOfABatchWithoutAValidEvent(ExampleClient client) throws Exception {
    client.assumeInstalled();
    responses.add("202 {}");
    responses.add(
        """
        422 {"status":422,"code":"batch-rejected","items":[
          {"index":0,"status":"rejected","code":"missing-attribute","detail":"No type."}]}\
        """);

    Result result = run(client, batch("c-0"));

    assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
    assertThat(result.output()).contains("index 0, eventId c-0: missing-attribute: No type.");
    assertThat(requests).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void raisesAnEventThatIsRejectedAlone(ExampleClient client) throws Exception {
    client.assumeInstalled();
    responses.add("422 {\"status\":422,\"code\":\"phone-landline\",\"detail\":\"Correct it.\"}");

    Result result = run(client);

    assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
    assertThat(result.output()).contains("index 0, eventId ", ": phone-landline: Correct it.");
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void doesNotRepeatARequestThatIsWrong(ExampleClient client) throws Exception {
    client.assumeInstalled();
    responses.add("401 {\"status\":401,\"code\":\"unauthorized\",\"detail\":\"Send a key.\"}");

    Result result = run(client);

    assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
    assertThat(result.output()).contains("status 401, code unauthorized: Send a key.", "R-1");
    assertThat(requests).hasSize(1);
  }

  /** The events themselves may be the cause. */
  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void stopsWhenNotifierFailsWithTheSameRequestAgainAndAgain(ExampleClient client)
      throws Exception {
    client.assumeInstalled();
    responses.add("503 retry-after=1 {\"status\":503,\"code\":\"overloaded\"}");
    for (int i = 0; i < 5; i++) {
      responses.add("500 {\"status\":500,\"code\":\"internal-error\",\"detail\":\"A fault.\"}");
    }

    Result result = run(client);

    assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
    assertThat(result.output())
        .contains("status 500, code internal-error: A fault. (request id R-1)", "failed 5 times");
    assertThat(requests).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void looksTheNotificationUpUntilItIsPlanned(ExampleClient client) throws Exception {
    client.assumeInstalled();
    responses.add("202 {}");
    responses.add("202 {}");
    responses.add("429 {}");
    responses.add("404 {\"status\":404,\"code\":\"not-found-yet\"}");
    responses.add("200 {\"state\":\"PLANNED\"}");

    Result result = run(client);

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("Sent a batch", "State: PLANNED");
    assertThat(requests.get(4)).startsWith("GET /v1/notifications?source=%2Fexamples&id=");
  }

  private Result run(ExampleClient client, Object... arguments) throws Exception {
    Result result =
        client.run(
            folder, "http://127.0.0.1:" + server.getAddress().getPort(), "secret", arguments);
    assertThat(result.output()).doesNotContain(PHONE, "0750000000", NAME, "secret");
    assertThat(responses).as("responses that were not asked for").isEmpty();
    return result;
  }

  private Path batch(String... ids) throws IOException {
    return Files.write(
        folder.resolve("batch.ndjson"), List.of(ids).stream().map(EVENT::formatted).toList());
  }

  private void handle(HttpExchange exchange) throws IOException {
    times.add(System.nanoTime());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer secret");
    String response = responses.removeFirst();
    try (exchange) {
      if (response.equals(BROKEN)) {
        return;
      }
      exchange.getResponseHeaders().set("X-Request-Id", "R-1");
      String[] parts = response.split(" ", 3);
      if (parts[1].startsWith("retry-after=")) {
        exchange.getResponseHeaders().set("Retry-After", parts[1].substring(12));
      }
      byte[] json = response.substring(response.indexOf('{')).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(Integer.parseInt(parts[0]), json.length);
      exchange.getResponseBody().write(json);
    }
  }

  private JsonNode sent(int request) {
    String text = requests.get(request);
    return JsonMapper.shared().readTree(text.substring(text.indexOf('[')));
  }

  private List<String> ids(int request) {
    return sent(request).findValuesAsString("id");
  }

  private long millisBetween(int first, int second) {
    return (times.get(second) - times.get(first)) / 1_000_000;
  }
}
