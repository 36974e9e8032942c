package dev.notifier.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.StubApi.Received;
import dev.notifier.console.server.TestConsole;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveStreamTest {
  private static final int VIEWERS = 200;

  private final TestConsole console = new TestConsole();
  private final HttpClient http = HttpClient.newHttpClient();

  private final List<Stream> streams = new ArrayList<>();

  /** The stream of a page. */
  private static final class Stream {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Stream(HttpResponse<InputStream> response) {
      this.response = response;
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next event or comment; empty at the end of the stream. */
    String next() throws IOException {
      StringBuilder event = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          return event.toString();
        }
        event.append(line).append('\n');
      }
      return event.toString();
    }

    /** The next event that begins with a text. */
    String next(String begin) throws IOException {
      String event = next();
      while (!event.startsWith(begin)) {
        assertThat(event).as("an event before the end").isNotEmpty();
        event = next();
      }
      return event;
    }

    String parts() throws IOException {
      return next("event: parts");
    }
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    console.close();
  }

  @Test
  void sendsTheWholePageAgainAndAgain() throws Exception {
    Stream stream = open("live/overview", "ns_1");

    assertThat(stream.response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    assertThat(stream.response.headers().firstValue("X-Accel-Buffering")).contains("no");
    assertThat(stream.parts()).contains("the route viettel is down", "182,300", "live-as-of");
    console.api().answer("GET", "/v1/counters", 200, "{\"counts\":[]}");
    assertThat(stream.parts()).contains("the route viettel is down", "No messages in seven days");
  }

  @Test
  void doesNotExtendTheSession() throws Exception {
    open("live/overview", "ns_1").parts();

    assertThat(console.api().received())
        .extracting(Received::headers)
        .isNotEmpty()
        .allSatisfy(headers -> assertThat(headers).containsEntry("Notifier-automatic", "true"));
  }

  /** A browser says so in vain; see {@link dev.notifier.console.server.ConsoleCalls}. */
  @Test
  void onlyTheTickerSaysThatTheProgramHasCausedACall() throws Exception {
    open("live/overview", "ns_1").parts();
    List<Received> ofTicker =
        console.api().received().stream()
            .filter(request -> request.target().equals("/v1/pipeline"))
            .toList();
    console.send(
        console
            .request("routes")
            .header("Cookie", "notifier-session=ns_2")
            .header("Notifier-Automatic", "true")
            .header("Notifier-Console-Client", "secret 203.0.113.7 program"));

    assertThat(ofTicker).isNotEmpty().allMatch(request -> client(request).endsWith(" program"));
    assertThat(console.api().received())
        .filteredOn(request -> "Bearer ns_2".equals(request.headers().get("Authorization")))
        .isNotEmpty()
        .allMatch(request -> client(request).equals("secret 127.0.0.1"));
  }

  private static String client(Received request) {
    return request.headers().getOrDefault("Notifier-console-client", "");
  }

  @Test
  void sendsACommentWhileNothingChanges() throws Exception {
    Stream stream = open("live/overview", "ns_1");
    stream.parts();
    assertThat(stream.next()).isEqualTo(":\n");
  }

  @Test
  void endsWithTheSession() throws Exception {
    Stream stream = open("live/overview", "ns_1");
    stream.parts();
    console.api().end("ns_1");

    assertThat(stream.next("event: signed-out")).isEqualTo("event: signed-out\ndata:\n");
    assertThat(stream.next()).isEmpty();
  }

  /** Which session is checked first is not known, so there are many that fail. */
  @Test
  void aSessionThatCannotBeCheckedDoesNotStopTheChecksOfOthers() throws Exception {
    for (int i = 10; i < 20; i++) {
      open("live/overview", "ns_" + i).parts();
    }
    Stream last = open("live/overview", "ns_1");
    last.parts();
    console
        .api()
        .handle(
            "GET",
            "/v1/me",
            exchange -> {
              boolean ended =
                  "Bearer ns_1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
              byte[] body = (ended ? "{\"status\":401}" : "[]").getBytes(StandardCharsets.US_ASCII);
              exchange.sendResponseHeaders(ended ? 401 : 200, body.length);
              exchange.getResponseBody().write(body);
            });

    assertThat(last.next("event: signed-out")).isNotEmpty();
  }

  @Test
  void saysSoIfThereIsNoSession() throws Exception {
    assertThat(open("live/overview", "").next()).startsWith("event: signed-out");
    console.api().end("ns_1");
    assertThat(open("live/overview", "ns_1").next()).startsWith("event: signed-out");
  }

  @Test
  void aDocumentIsReadWithAnotherSessionIfOneHasEnded() throws Exception {
    Stream first = open("live/overview", "ns_1");
    Stream second = open("live/overview", "ns_2");
    first.parts();
    second.parts();
    console.api().end("ns_1");
    console.api().answer("GET", "/v1/counters", 200, "{\"counts\":[]}");

    assertThat(second.parts()).contains("No messages in seven days", "the route viettel is down");
    assertThat(first.next("event: signed-out")).isNotEmpty();
  }

  @Test
  void aViewerOnlyGetsPartsOfItsScopes() throws Exception {
    console.api().signedIn(List.of("routes:read"), TestConsole.NOW);
    Stream stream = open("live/overview", "ns_1");

    assertThat(stream.parts())
        .contains("overview-summary", "overview-lanes")
        .doesNotContain("overview-counts", "overview-batches", "overview-replies");
    assertThat(console.api().received())
        .extracting(Received::target)
        .containsOnly("/v1/me", "/v1/pipeline");
  }

  @Test
  void aViewerLosesPartsWithTheirScope() throws Exception {
    Stream stream = open("live/overview", "ns_1");
    assertThat(stream.parts()).contains("overview-counts");
    console.api().signedIn(List.of("routes:read"), TestConsole.NOW);
    assertThat(stream.parts()).doesNotContain("overview-counts").contains("overview-summary");
  }

  @Test
  void linksDependOnWhatAViewerMaySee() throws Exception {
    console.api().signedIn(List.of("reports:read"), TestConsole.NOW);
    assertThat(open("live/overview", "ns_1").parts())
        .contains("182,300")
        .doesNotContain("href=\"./messages");
  }

  @Test
  void manyViewersGetTheSameFromOneRendering() throws Exception {
    List<CompletableFuture<HttpResponse<InputStream>>> opening = new ArrayList<>();
    for (int i = 0; i < VIEWERS; i++) {
      opening.add(http.sendAsync(request("live/routes", "ns_" + i), BodyHandlers.ofInputStream()));
    }
    for (CompletableFuture<HttpResponse<InputStream>> each : opening) {
      streams.add(new Stream(each.get()));
    }
    Set<String> seen = new HashSet<>();
    for (Stream stream : streams) {
      seen.add(stream.parts());
    }

    assertThat(seen).hasSize(1);
    assertThat(seen.iterator().next()).contains("routes-table");
    long reads =
        console.api().received().stream()
            .filter(request -> request.target().equals("/v1/pipeline"))
            .count();
    assertThat(reads).isLessThan(VIEWERS);
  }

  @Test
  void sessionsWithoutATenantShareNothing() throws Exception {
    console
        .api()
        .answer(
            "GET",
            "/v1/me",
            200,
            Map.of("name", "lan", "stage", "complete", "scopes", List.of("routes:read")));
    Stream first = open("live/overview", "ns_1");
    Stream second = open("live/overview", "ns_2");
    first.parts();
    second.parts();

    assertThat(console.api().received())
        .filteredOn(request -> request.target().equals("/v1/pipeline"))
        .extracting(request -> request.headers().get("Authorization"))
        .contains("Bearer ns_1", "Bearer ns_2");
  }

  @Test
  void thereIsAnEndToThePagesThatCanBeOpen() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 251; i++) {
      statuses.add(open("live/routes", "ns_" + i).response.statusCode());
    }
    assertThat(statuses).contains(200, 503);
  }

  @Test
  void theOldestPageOfASessionEndsIfItHasTooMany() throws Exception {
    Stream other = open("live/routes", "ns_2");
    Stream oldest = open("live/routes", "ns_1");
    for (int i = 0; i < 20; i++) {
      assertThat(open("live/routes", "ns_1").response.statusCode()).isEqualTo(200);
    }

    assertThat(oldest.lines.lines()).isNotEmpty();
    assertThat(other.parts()).contains("routes-table");
    assertThat(streams.get(2).parts()).contains("routes-table");
  }

  @Test
  void aDocumentThatCannotBeReadDoesNotStopThePage() throws Exception {
    console.api().answer("GET", "/v1/counters", 200, "[]");
    assertThat(open("live/overview", "ns_1").parts())
        .contains("Not known at the moment.", "the route viettel is down");
  }

  @Test
  void anUnknownPageIsNotFound() throws Exception {
    assertThat(open("live/nothing", "ns_1").response.statusCode()).isEqualTo(404);
    assertThat(open("live/route/a%20b", "ns_1").response.statusCode()).isEqualTo(404);
    assertThat(open("live/overview/1", "ns_1").response.statusCode()).isEqualTo(404);
  }

  private Stream open(String path, String session) throws Exception {
    Stream stream = new Stream(http.send(request(path, session), BodyHandlers.ofInputStream()));
    streams.add(stream);
    return stream;
  }

  private HttpRequest request(String path, String session) {
    return console
        .request(path)
        .header("Accept", "text/event-stream")
        .header("Cookie", "notifier-session=" + session + "; notifier-language=en")
        .build();
  }
}
