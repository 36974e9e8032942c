package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.testing.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pages count the same messages alike, and cut days in Vietnam. Of the messages, two were accepted
 * at 23:30 yesterday and three at 00:30 today; in UTC, that is one day.
 */
class ConsoleCountsIT {
  private static final String CODE = "a-code-for-the-first-sign-in-0123456789";
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final Pattern MESSAGE = Pattern.compile("href=\"\\./messages/[0-9a-f-]{36}");
  private static final Pattern NEXT =
      Pattern.compile("href=\"\\./(messages\\?[^\"]*cursor=[^\"]*)\"");
  private static final Pattern OVERVIEW =
      Pattern.compile(
          "<tr id=\"overview-counts-DELIVERED\">\\s*<th scope=\"row\"><a [^>]+>[^<]+</a></th>\\s*"
              + "<td class=\"number\"><a href=\"\\./([^\"]+)\"[^>]*>(\\d+)</a>\\s*</td>\\s*"
              + "<td class=\"number\"><a href=\"\\./([^\"]+)\"[^>]*>(\\d+)</a>\\s*</td>");
  private static final Pattern REPORT =
      Pattern.compile(
          "<th scope=\"row\">([^<]+)</th>\\s*<td>[^<]*</td>\\s*"
              + "<td class=\"number\">\\s*(?:<a href=\"\\./([^\"]+)\">)?(\\d+)");

  private static Database database;
  private static RunningApi api;
  private static LocalDate today;
  private static String session = "";

  @BeforeAll
  static void start() throws Exception {
    ZonedDateTime now = ZonedDateTime.now(ZONE);
    today = now.toLocalDate();
    Duration untilNoon = Duration.between(now, now.with(LocalTime.NOON));
    String url = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(url, "postgres", "", "test", 2, Duration.ofSeconds(30)));
    api =
        RunningApi.start(
            context ->
                context.registerBean(
                    "clock", InstantSource.class, () -> () -> Instant.now().plus(untilNoon)),
            TestKafka.shared().bootstrapServers(),
            url,
            "--spring.main.allow-bean-definition-overriding=true",
            "--notifier.console.start-code=" + CODE);
    deliver(today.minusDays(1).atTime(23, 30).atZone(ZONE).toInstant(), 2);
    deliver(today.atTime(0, 30).atZone(ZONE).toInstant(), 3);
    String cookie =
        send(request("start")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("code=" + CODE)))
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    session = cookie.substring(0, cookie.indexOf(';'));
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
  }

  private static void deliver(Instant at, int number) {
    JdbcClient.create(database.dataSource())
        .sql(
            CounterDeltas.countInserted(
                """
                insert into notifications (id, tenant, source, event_id, type, lane, category,
                  phone, template_id, template_version, locale, encoding, segments, body, route,
                  state, accepted_at, planned_at, submitted_at, finished_at)
                select uuidv7(:at::timestamptz - now()), 'default', '/s', :at || n, 'card.expiring',
                  'NORMAL', 'SERVICE', '+84391234568', 'card-expiring', 1, 'vi', 'GSM7', 1, 'text',
                  'viettel', 'DELIVERED', :at::timestamptz, :at::timestamptz, :at::timestamptz,
                  :at::timestamptz
                from generate_series(1, :number) as n
                """))
        .param("at", at.toString())
        .param("number", number)
        .update();
  }

  @Test
  void theOverviewTheReportAndTheListSayTheSame() throws Exception {
    MatchResult overview = find(OVERVIEW, page("")).getFirst();
    assertThat(overview.group(2)).as("today").isEqualTo("3");
    assertThat(overview.group(4)).as("seven days").isEqualTo("5");
    assertThat(find(MESSAGE, list(overview.group(1)))).hasSize(3);
    assertThat(find(MESSAGE, list(overview.group(3)))).hasSize(5);

    List<MatchResult> days = report("day");
    assertThat(days)
        .extracting(row -> row.group(1) + " " + row.group(3))
        .containsExactlyInAnyOrder(
            DAY.format(today.minusDays(1)) + " 2", DAY.format(today) + " " + overview.group(2));
    for (MatchResult day : days) {
      assertThat(find(MESSAGE, list(day.group(2)))).hasSize(Integer.parseInt(day.group(3)));
    }
  }

  @Test
  void hoursAreThoseOfVietnam() throws Exception {
    assertThat(report("hour"))
        .extracting(row -> row.group(1) + " " + row.group(3))
        .containsExactlyInAnyOrder(
            DAY.format(today.minusDays(1)) + " 23:00 2", DAY.format(today) + " 00:00 3");
    assertThat(list("messages?from=" + today + "&to=" + today))
        .contains(DAY.format(today) + " 00:30:00 (UTC+7)")
        .doesNotContain(" 23:30:00");
  }

  private static List<MatchResult> report(String interval) throws Exception {
    return find(
        REPORT,
        page("reports?from=" + today.minusDays(1) + "&to=" + today + "&interval=" + interval));
  }

  /** All pages of a list: a search that takes long goes on with the next page. */
  private static String list(String path) throws Exception {
    StringBuilder pages = new StringBuilder();
    @Nullable String next = path;
    while (next != null) {
      String page = page(next);
      pages.append(page);
      Matcher link = NEXT.matcher(page);
      next = link.find() ? link.group(1) : null;
    }
    return pages.toString();
  }

  private static List<MatchResult> find(Pattern pattern, String text) {
    List<MatchResult> found = pattern.matcher(text).results().toList();
    assertThat(found).as(text).isNotEmpty();
    return found;
  }

  private static String page(String path) throws Exception {
    HttpResponse<String> page =
        send(
            request(path.replace("&amp;", "&"))
                .header("Cookie", session + "; notifier-language=en"));
    assertThat(page.statusCode()).as(path).isEqualTo(200);
    return page.body();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + api.port() + "/console/" + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
