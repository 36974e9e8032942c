package dev.notifier.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Opens pages of the console, one after the other and {@value #PAUSE_MILLIS} ms apart, first alone
 * and then while viewers have the overview open and receive its changes. Arguments: address of the
 * console with a slash at its end, such as {@code http://127.0.0.1:8080/console/}, viewers, seconds
 * of each part. The environment variable NOTIFIER_BENCHMARK_CODE has the code of the link that
 * {@code ./notifier start} prints, behind its {@code #}; it can be used once.
 */
public final class ConsoleLoad {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int PAUSE_MILLIS = 60;
  private static final int WARM_SECONDS = 15;
  private static final List<String> PAGES =
      List.of(
          "",
          "messages",
          "messages?state=UNDELIVERED",
          "messages?type=card.expiring",
          "templates",
          "batches",
          "inbox",
          "opt-outs",
          "routes",
          "audit",
          "system");

  private final URI console;
  private final HttpClient client;
  private final LongAdder events = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private String cookie = "";

  private ConsoleLoad(URI console, HttpClient client) {
    this.console = console;
    this.client = client;
  }

  /** Runs one measurement and prints a line of a table for each page. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build()) {
      ConsoleLoad load = new ConsoleLoad(URI.create(args[0]), client);
      load.signIn(System.getenv("NOTIFIER_BENCHMARK_CODE"));
      int seconds = Integer.parseInt(args[2]);
      load.run(Math.min(seconds, WARM_SECONDS), discard());
      System.out.println(Instant.now() + ": no viewers");
      load.run(seconds, System.out);
      List<Thread> viewers = load.viewers(Integer.parseInt(args[1]));
      System.out.println(Instant.now() + ": " + args[1] + " viewers");
      load.run(seconds, System.out);
      System.out.println(Instant.now() + ": end");
      viewers.forEach(Thread::interrupt);
      client.shutdownNow();
    }
  }

  private static PrintStream discard() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private void signIn(String code) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(console.resolve("start"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", console.getScheme() + "://" + console.getAuthority())
            .POST(
                BodyPublishers.ofString("code=" + URLEncoder.encode(code, StandardCharsets.UTF_8)))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    List<String> cookies = new ArrayList<>();
    for (String header : response.headers().allValues("Set-Cookie")) {
      HttpCookie.parse(header).forEach(part -> cookies.add(part.getName() + "=" + part.getValue()));
    }
    if (cookies.isEmpty()) {
      throw new IllegalStateException("Not signed in: status " + response.statusCode());
    }
    cookie = String.join("; ", cookies);
  }

  private List<Thread> viewers(int number) {
    return Stream.generate(() -> Thread.ofVirtual().start(this::view)).limit(number).toList();
  }

  private void view() {
    try {
      HttpRequest request = get("live/overview").header("Accept", "text/event-stream").build();
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("A viewer was refused: status " + response.statusCode());
      }
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          bytes.add(line.length());
          if (line.startsWith("event:")) {
            events.increment();
          }
        }
      }
    } catch (IOException e) {
      // The measurement has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(int seconds, PrintStream out) throws IOException, InterruptedException {
    List<LookUpTimes> times = PAGES.stream().map(LookUpTimes::new).toList();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (System.nanoTime() < end) {
      for (int i = 0; i < PAGES.size(); i++) {
        long start = System.nanoTime();
        int status =
            client.send(get(PAGES.get(i)).build(), BodyHandlers.ofByteArray()).statusCode();
        times.get(i).add(status, System.nanoTime() - start);
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    LookUpTimes.print(out, times);
    out.println("Viewers received " + events.sum() + " changes, " + bytes.sum() + " characters.");
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(console.resolve(path)).timeout(LIMIT).header("Cookie", cookie);
  }
}
