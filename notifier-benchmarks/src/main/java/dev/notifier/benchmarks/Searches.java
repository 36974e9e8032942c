package dev.notifier.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Measures the first page of searches of each kind, the timeline of a person and the verification
 * of a text, one after the other and {@value #PAUSE_MILLIS} ms apart, over random days of a
 * database that {@link FillDatabase} filled. Arguments: address of the api, API key, days (2 or
 * more), notifications of a day, seconds. A page that is not complete is counted as such.
 */
public final class Searches {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int PAUSE_MILLIS = 10;

  private final URI api;
  private final String key;
  private final int days;
  private final int notifications;
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final Random random = new Random();
  private final Map<String, Supplier<String>> searches = new LinkedHashMap<>();
  private final Map<String, LookUpTimes> times = new LinkedHashMap<>();
  private final Map<String, Integer> incomplete = new LinkedHashMap<>();

  private Searches(String[] args) {
    this.api = URI.create(args[0]);
    this.key = args[1];
    this.days = Integer.parseInt(args[2]);
    if (days < 2) {
      throw new IllegalArgumentException("There must be 2 days or more: today is not read");
    }
    this.notifications = Integer.parseInt(args[3]);
    searches.put("number", () -> number());
    searches.put("number, last 14 days", () -> number() + ",\"from\":\"" + day(13) + "\"");
    searches.put("number and state", () -> number() + ",\"state\":\"UNDELIVERED\"");
    searches.put("business key (none)", () -> "\"subject\":\"case/" + random.nextLong() + "\"");
    searches.put("group (none)", () -> "\"group\":\"notice-" + random.nextInt() + "\"");
    searches.put("newest", () -> "\"limit\":50");
    searches.put("type, before a random day", () -> "\"type\":\"notice.published\"," + to());
    searches.put("source, before a random day", () -> "\"source\":\"/fill\"," + to());
    searches.put("state, before a random day", () -> "\"state\":\"EXPIRED\"," + to());
    searches.put("open ones", () -> "\"state\":\"UNCONFIRMED\"");
    searches.put(
        "reason and route", () -> "\"reason\":\"RECEIPT_EXPIRED\",\"route\":\"viettel\"," + to());
    searches.put("type that no one has", () -> "\"type\":\"card.locked\"");
    searches.put("key that no one has", () -> "\"keyId\":\"none\"");
    searches.put(
        "changed since", () -> "\"from\":\"" + day(2) + "\",\"changedSince\":\"" + day(1) + "\"");
  }

  /** Runs one measurement and prints a line of a table for each kind. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Searches run = new Searches(args);
    run.run(Integer.parseInt(args[4]));
    LookUpTimes.print(System.out, run.times.values().stream().toList());
    System.out.println("Not complete: " + run.incomplete);
  }

  private void run(int seconds) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      while (System.nanoTime() < end) {
        for (Map.Entry<String, Supplier<String>> each : searches.entrySet()) {
          String body = "{" + each.getValue().get() + "}";
          measure(client, each.getKey(), "/v1/notifications/search", body);
        }
        String timeline = "{" + number() + ",\"purpose\":\"question\"}";
        measure(client, "timeline", "/v1/people/timeline", timeline);
        String text = "{" + number() + ",\"text\":\"a text that is not sent\"}";
        measure(client, "verification", "/v1/people/verify", text);
      }
    }
  }

  private void measure(HttpClient client, String name, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    long start = System.nanoTime();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    times
        .computeIfAbsent(name, LookUpTimes::new)
        .add(response.statusCode(), System.nanoTime() - start);
    if (response.body().contains("\"complete\":false")) {
      incomplete.merge(name, 1, Integer::sum);
    }
    Thread.sleep(PAUSE_MILLIS);
  }

  private String number() {
    long n = random.nextInt(notifications) * 4_827_131L % 10_000_000L;
    return "\"phone\":\"" + String.format(Locale.ROOT, "+8496%07d", n) + "\"";
  }

  private String to() {
    return "\"to\":\"" + day(random.nextInt(days - 1)) + "\"";
  }

  private String day(int before) {
    return today.minusDays(before) + "T00:00:00Z";
  }
}
