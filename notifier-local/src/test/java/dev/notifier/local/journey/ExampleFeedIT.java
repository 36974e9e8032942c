package dev.notifier.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs in {@code examples} that follow the feed, which are killed again and again. */
class ExampleFeedIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern PLACE =
      Pattern.compile("/v1/statuses\\?(?:lastEventId=([0-9]+)&)?timeout=30");
  private static final Pattern EVENT = Pattern.compile("\"eventId\":\"e-([0-9]+)\"");
  private static final int PAGE = 7;

  @TempDir private Path folder;

  /** How many events there are; those of a page end at a multiple of its size. */
  private final AtomicInteger events = new AtomicInteger();

  private final AtomicInteger requests = new AtomicInteger();
  private volatile String refusal = "";
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

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer secret");
      int number = requests.incrementAndGet();
      if (!refusal.isEmpty()) {
        respond(exchange, 410, refusal);
      } else if (number % 5 == 3) {
        exchange.getResponseHeaders().set("Retry-After", "1");
        respond(exchange, 503, "{}");
      } else if (number % 5 != 4) { // Otherwise the connection breaks.
        var place = PLACE.matcher(exchange.getRequestURI().toString());
        assertThat(place.matches()).isTrue();
        int from = place.group(1) == null ? 0 : Integer.parseInt(place.group(1));
        int end = Math.min(from + PAGE, events.get());
        exchange
            .getResponseHeaders()
            .set("Link", "</v1/statuses?lastEventId=" + end + "&timeout=30>; rel=\"next\"");
        respond(
            exchange,
            200,
            IntStream.range(from, end)
                .mapToObj(i -> "{\"data\":{\"eventId\":\"e-" + i + "\"}}")
                .collect(Collectors.joining(",", "[", "]")));
      }
    }
  }

  private static void respond(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private Process run(ExampleReader reader, Path output) throws IOException {
    return reader.start(
        output,
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "secret",
        folder.resolve("place").toString());
  }

  private static List<Integer> read(Path output) throws IOException {
    return EVENT
        .matcher(Files.readString(output))
        .results()
        .map(MatchResult::group)
        .map(each -> Integer.parseInt(each.replaceAll("[^0-9]", "")))
        .toList();
  }

  /** It waits for most of the time. */
  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void aReaderThatIsKilledMissesNothing(ExampleReader reader) throws Exception {
    reader.assumeInstalled();
    Path output = Files.createFile(folder.resolve("output"));
    for (int run = 1; run <= 3; run++) {
      int all = run * 40;
      events.set(all);
      Process process = run(reader, output);
      try {
        await(reader + " " + run).atMost(LIMIT).until(() -> read(output).contains(all - 1));
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    List<Integer> read = read(output);
    assertThat(new LinkedHashSet<>(read))
        .as("in their order, and without a gap")
        .containsExactlyElementsOf(IntStream.range(0, 120).boxed().toList());
    assertThat(read.size()).as("a page is repeated by a kill").isLessThan(120 + 3 * PAGE);
    assertThat(Files.readString(output)).doesNotContain("secret");
  }

  @ParameterizedTest
  @EnumSource
  void aReaderWhosePlaceIsNotKeptEndsWithTheReason(ExampleReader reader) throws Exception {
    reader.assumeInstalled();
    refusal = "{\"code\":\"feed-position-expired\",\"detail\":\"Read what has changed.\"}";
    Path output = Files.createFile(folder.resolve("output"));
    Process process = run(reader, output);
    assertThat(process.waitFor(LIMIT)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(output)).contains("status 410", "Read what has changed.");
    assertThat(requests).hasValue(1);
  }

  @Test
  void theReadmeNamesBoth() throws IOException {
    assertThat(Files.readString(Path.of("..", "examples", "README.md")))
        .contains("StatusFeed.java", "status_feed.py");
  }
}
