package dev.notifier.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends more requests with a key than its {@code requestsPerSecond} allows, to two apis in turn,
 * and counts what was accepted and refused. Arguments: addresses of the apis; requests a second to
 * each; seconds. The environment variable {@value #VARIABLE} has a key with {@code
 * event-types:read} and a limit. Checks the header fields of each response.
 */
public final class KeyLimit {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String VARIABLE = "NOTIFIER_BENCHMARK_KEY";
  private static final String PATH = "/v1/event-types?limit=1";
  private static final int OK = 200;
  private static final int TOO_MANY = 429;

  private final String key;
  private final int perSecond;
  private final int seconds;

  private KeyLimit(String key, int perSecond, int seconds) {
    this.key = key;
    this.perSecond = perSecond;
    this.seconds = seconds;
  }

  /** What one api has answered. */
  private static final class Answers {
    final URI api;
    final AtomicInteger accepted = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger other = new AtomicInteger();
    final AtomicInteger wrongHeaders = new AtomicInteger();
    volatile String policy = "";

    Answers(URI api) {
      this.api = api;
    }

    void add(HttpResponse<?> response) {
      String given = header(response, "RateLimit-Policy");
      String left = header(response, "RateLimit");
      boolean refusal = response.statusCode() == TOO_MANY;
      policy = given;
      (refusal ? refused : response.statusCode() == OK ? accepted : other).incrementAndGet();
      boolean right =
          given.matches("\"key\";q=\\d+;w=1")
              && left.matches(refusal ? "\"key\";r=0;t=\\d+" : "\"key\";r=\\d+;t=\\d+")
              && header(response, "Retry-After").matches(refusal ? "\\d+" : "");
      if (!right) {
        wrongHeaders.incrementAndGet();
      }
    }

    int sent() {
      return accepted.get() + refused.get() + other.get();
    }

    private static String header(HttpResponse<?> response, String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** Runs one measurement and prints a line of a table for each api. */
  public static void main(String[] args) throws InterruptedException {
    String key = System.getenv(VARIABLE);
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException("Set " + VARIABLE + " to the key");
    }
    new KeyLimit(key, Integer.parseInt(args[2]), Integer.parseInt(args[3]))
        .run(List.of(URI.create(args[0]), URI.create(args[1])), System.out);
  }

  private void run(List<URI> apis, PrintStream out) throws InterruptedException {
    List<Answers> answers = apis.stream().map(Answers::new).toList();
    long start = System.nanoTime();
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build()) {
      List<Thread> threads = new ArrayList<>();
      for (Answers each : answers) {
        threads.add(Thread.ofPlatform().start(() -> send(client, each, start)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    double taken = (System.nanoTime() - start) / 1e9;
    // Below the wanted rate, the limit of the sender was measured, and not that of the key.
    out.println(
        "| api | policy | sent a second | wanted | 200 a second | 200 | 429 | other | wrong header"
            + " fields |");
    out.println("|---|---|---|---|---|---|---|---|---|");
    for (Answers each : answers) {
      out.println(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.1f | %d | %.1f | %d | %d | %d | %d |",
              each.api,
              each.policy,
              each.sent() / taken,
              perSecond,
              each.accepted.get() / taken,
              each.accepted.get(),
              each.refused.get(),
              each.other.get(),
              each.wrongHeaders.get()));
    }
  }

  private void send(HttpClient client, Answers answers, long start) {
    HttpRequest request =
        HttpRequest.newBuilder(answers.api.resolve(PATH))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .build();
    for (long i = 0; i < (long) perSecond * seconds; i++) {
      long due = start + i * Duration.ofSeconds(1).toNanos() / perSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      HttpResponse<Void> response = answer(client, request);
      if (response == null) {
        answers.other.incrementAndGet();
      } else {
        answers.add(response);
      }
    }
  }

  private static @Nullable HttpResponse<Void> answer(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.discarding());
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
