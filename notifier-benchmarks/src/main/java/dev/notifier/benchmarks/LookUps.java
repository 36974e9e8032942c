package dev.notifier.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures look-ups of one notification by identity, of another one by identity and time, of the
 * first one by id, and of a person by number, one after the other and {@value #PAUSE_MILLIS} ms
 * apart, over random days of a database that {@link FillDatabase} filled. Arguments: address of the
 * api, API key, days (2 or more), notifications of a day, seconds. Each look-up reads other rows,
 * so most of them are not in memory.
 */
public final class LookUps {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int PAUSE_MILLIS = 10;
  private static final Pattern ID = Pattern.compile("\"notificationId\" ?: ?\"([0-9a-f-]{36})\"");

  private final URI api;
  private final String key;
  private final int days;
  private final int notifications;
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final Random random = new Random();

  private LookUps(String[] args) {
    this.api = URI.create(args[0]);
    this.key = args[1];
    this.days = Integer.parseInt(args[2]);
    if (days < 2) {
      throw new IllegalArgumentException("There must be 2 days or more: today is not read");
    }
    this.notifications = Integer.parseInt(args[3]);
  }

  /** Runs one measurement and prints a line of a table for each kind. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new LookUps(args).run(Integer.parseInt(args[4]), System.out);
  }

  private void run(int seconds, PrintStream out) throws IOException, InterruptedException {
    LookUpTimes identity = new LookUpTimes("by identity");
    LookUpTimes identityAndTime = new LookUpTimes("by identity and time");
    LookUpTimes id = new LookUpTimes("by id");
    LookUpTimes number = new LookUpTimes("by number");
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      while (System.nanoTime() < end) {
        // Today has no rows at first.
        LocalDate other = today.minusDays(1L + random.nextInt(days - 1));
        measure(
            client,
            byIdentity(
                DateTimeFormatter.BASIC_ISO_DATE.format(other)
                    + "-"
                    + random.nextInt(notifications),
                "&time=" + other + "T12:00:00Z"),
            identityAndTime);
        String day =
            DateTimeFormatter.BASIC_ISO_DATE.format(today.minusDays(1L + random.nextInt(days - 1)));
        int n = random.nextInt(notifications);
        String found = measure(client, byIdentity(day + "-" + n, ""), identity);
        Matcher matcher = ID.matcher(found);
        if (matcher.find()) {
          measure(client, get("/v1/notifications/" + matcher.group(1)).build(), id);
        }
        measure(client, byNumber(random.nextInt(notifications)), number);
      }
    }
    LookUpTimes.print(out, List.of(identity, identityAndTime, id, number));
  }

  private static String measure(HttpClient client, HttpRequest request, LookUpTimes times)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    times.add(response.statusCode(), System.nanoTime() - start);
    Thread.sleep(PAUSE_MILLIS);
    return response.body();
  }

  private HttpRequest byIdentity(String eventId, String parameters) {
    String source = URLEncoder.encode("/fill", StandardCharsets.UTF_8);
    return get("/v1/notifications?source=" + source + "&id=" + eventId + parameters).build();
  }

  private HttpRequest byNumber(int n) {
    String phone = String.format(Locale.ROOT, "+8496%07d", n * 4_827_131L % 10_000_000L);
    return get("/v1/people/export")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"phone\":\"" + phone + "\"}"))
        .build();
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(api.resolve(path))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + key);
  }
}
