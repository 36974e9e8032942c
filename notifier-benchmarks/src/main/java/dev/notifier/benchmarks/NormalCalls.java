package dev.notifier.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Calls an api as callers with a right key do, and measures the times: {@value #EVENTS} valid
 * events every 20 ms, which is 500 a second, and a check of its liveness every 20 ms. Run it
 * against a simulator only: the messages are sent. Used by one thread.
 */
final class NormalCalls {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration PERIOD = Duration.ofMillis(20);
  private static final int EVENTS = 10;
  private static final int NO_ANSWER = -1;

  private final URI api;
  private final URI health;
  private final String key;
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final List<Long> calls = new ArrayList<>();
  private final List<Long> checks = new ArrayList<>();

  NormalCalls(URI api, URI health, String key) {
    this.api = api;
    this.health = health;
    this.key = key;
  }

  /** Calls and checks for some seconds, and waits for the end. */
  void run(int seconds) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    Thread caller = Thread.ofPlatform().start(() -> measure(this::call, 202, calls, end));
    Thread checker = Thread.ofPlatform().start(() -> measure(this::check, 200, checks, end));
    caller.join();
    checker.join();
  }

  /** Prints a line of a table for calls and one for checks, after the end. */
  void print(String name, PrintStream out) {
    out.println(line(name, "calls", calls));
    out.println(line(name, "health", checks));
  }

  private HttpRequest call(int number) {
    String events =
        IntStream.range(0, EVENTS)
            .mapToObj(event -> event(number * EVENTS + event))
            .collect(Collectors.joining(",", "[", "]"));
    return HttpRequest.newBuilder(api.resolve("/v1/events"))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/cloudevents-batch+json")
        .POST(BodyPublishers.ofString(events))
        .build();
  }

  private String event(int number) {
    return String.format(
        Locale.ROOT,
        """
        {"specversion":"1.0","id":"%s-%d","source":"/normal-calls","type":"card.expiring",
         "time":"%s","data":{"recipient":{"phone":"0912%06d"},"cardNo":"HC4010110129425",
         "validTo":"2026-12-31","daysLeft":30}}\
        """,
        start,
        number,
        start,
        number % 1_000_000);
  }

  private HttpRequest check(int number) {
    return HttpRequest.newBuilder(health.resolve("/actuator/health/liveness"))
        .timeout(LIMIT)
        .build();
  }

  /** Calls at a fixed rate, and later only if the call before has not ended. */
  private static void measure(
      IntFunction<HttpRequest> requests, int expected, List<Long> micros, long end) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      long next = System.nanoTime();
      for (int number = 0; System.nanoTime() < end; number++) {
        HttpRequest request = requests.apply(number);
        long start = System.nanoTime();
        boolean answered;
        try {
          answered = client.send(request, BodyHandlers.ofString()).statusCode() == expected;
        } catch (IOException e) {
          answered = false;
        }
        micros.add(answered ? (System.nanoTime() - start) / 1_000 : NO_ANSWER);
        next = Math.max(next + PERIOD.toNanos(), System.nanoTime());
        Thread.sleep(Duration.ofNanos(next - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String line(String clients, String what, List<Long> micros) {
    long[] sorted =
        micros.stream().filter(m -> m >= 0).mapToLong(Long::longValue).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %s | %s | %d |",
        clients,
        what,
        micros.size(),
        percentile(sorted, 0.5),
        percentile(sorted, 0.99),
        micros.size() - sorted.length);
  }

  private static String percentile(long[] sorted, double share) {
    if (sorted.length == 0) {
      return "-";
    }
    int index = Math.min(sorted.length - 1, (int) (sorted.length * share));
    return String.format(Locale.ROOT, "%.1f ms", Arrays.copyOf(sorted, sorted.length)[index] / 1e3);
  }
}
