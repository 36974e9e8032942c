package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.testing.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Sessions of one minute, with a clock of the test. */
@Timeout(120)
class ConsoleSessionIT {
  /** The overview alone reads more documents. */
  private static final int REQUESTS = 3;

  private static final AtomicLong SKIPPED = new AtomicLong();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static RunningApi api;
  private static SignedInUser lan;

  @BeforeAll
  static void start() {
    String url = RunningApi.newStoreUrl();
    api =
        RunningApi.start(
            ConsoleSessionIT::clocks,
            TestKafka.shared().bootstrapServers(),
            url,
            "--spring.main.allow-bean-definition-overriding=true",
            "--notifier.users.idle-timeout=1m",
            "--notifier.users.requests-per-second=" + REQUESTS);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/v1/templates").status() == 200);
    lan =
        SignedInUser.make(
                api,
                new JdbcTemplate(new DriverManagerDataSource(url, "postgres", "")),
                "lan",
                "default",
                "{viewer}",
                "{}")
            .enrol(Instant.now());
  }

  private static void clocks(GenericApplicationContext context) {
    context.registerBean(
        "clock", InstantSource.class, () -> () -> Instant.now().plusNanos(SKIPPED.get()));
    context.registerBean(
        "nanos", LongSupplier.class, () -> () -> System.nanoTime() + SKIPPED.get());
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aPageThatKeepsItselfUpToDateDoesNotExtendIt() throws Exception {
    for (int i = 0; i < 4; i++) {
      skip(40);
      assertThat(status(page("routes"))).as("a person").isEqualTo(200);
    }

    // Until a person may send requests again.
    skip(2);
    HttpResponse<Stream<String>> stream =
        HTTP.send(
            page("live/overview").header("Accept", "text/event-stream").build(),
            BodyHandlers.ofLines());
    assertThat(stream.statusCode()).isEqualTo(200);
    Iterator<String> lines = stream.body().iterator();
    assertThat(next(lines, "event: ")).isEqualTo("event: parts");
    assertThat(restOfEvent(lines))
        .as("what the console reads by itself takes no requests of the user")
        .contains("overview-counts", "overview-batches", "overview-use")
        .doesNotContain("Not known at the moment");
    for (int i = 0; i < 2; i++) {
      skip(25);
      assertThat(status(poll())).as("a list that refreshes itself").isEqualTo(200);
      assertThat(next(lines, "event: ")).isEqualTo("event: parts");
    }
    skip(25);

    assertThat(status(poll())).isEqualTo(401);
    assertThat(next(lines, "event: signed-out")).isNotEmpty();
    assertThat(status(page("routes"))).as("to the sign-in").isEqualTo(303);
  }

  private static void skip(int seconds) {
    SKIPPED.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private static HttpRequest.Builder poll() {
    return page("routes").header("HX-Request", "true").header("Notifier-Automatic", "true");
  }

  private static HttpRequest.Builder page(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/console/" + path))
        .header("Cookie", "notifier-session=" + lan.token + "; notifier-language=en");
  }

  private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static String restOfEvent(Iterator<String> lines) {
    StringBuilder event = new StringBuilder();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      event.append(line).append('\n');
    }
    return event.toString();
  }

  /** The next line that begins with a text. */
  private static String next(Iterator<String> lines, String begin) {
    String line = lines.next();
    while (!line.startsWith(begin)) {
      line = lines.next();
    }
    return line;
  }
}
