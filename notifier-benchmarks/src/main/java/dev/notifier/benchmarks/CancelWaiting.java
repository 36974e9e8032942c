package dev.notifier.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cancels a third of the messages that wait on a paused route, by their group, a few seconds after
 * the route is resumed, and measures when the last of them was written to the carrier. Arguments:
 * the address of the api; a key with every scope; the URL of PostgreSQL; the route; messages;
 * seconds from the resumption to the cancellation. Sends messages: use the simulator.
 */
public final class CancelWaiting {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final int BATCH = 1_000;
  private static final int GROUPS = 3;
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

  private static final String NOT_PLANNED =
      "select ? - count(*) from notifications where source = ? and accepted_at > ?";

  private static final String WAITING =
      "select count(*) from notifications where source = ? and accepted_at > ? and state ="
          + " 'PLANNED'";

  private static final String OUTCOME =
      """
      select group_id, count(*) as messages, count(*) filter (where state = 'CANCELLED') as cancelled,
        count(submitted_at) as submitted,
        coalesce(extract(epoch from max(submitted_at) - ?::timestamptz), 0) as last_submit
      from notifications where source = ? and accepted_at > ? group by group_id order by group_id
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;
  private final String key;
  private final String database;
  private final String source;
  private final Instant begun = Instant.now();

  private CancelWaiting(String api, String key, String database) {
    this.api = URI.create(api);
    this.key = key;
    this.database = database;
    this.source = "/bench/cancel-" + begun.toEpochMilli();
  }

  /** Runs one measurement and prints what became of each group. */
  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    new CancelWaiting(args[0], args[1], args[2])
        .run(args[3], Integer.parseInt(args[4]), Long.parseLong(args[5]), System.out);
  }

  private void run(String route, int messages, long secondsBefore, PrintStream out)
      throws IOException, InterruptedException, SQLException {
    post("/v1/routes/" + route + "/pause", "");
    for (int first = 0; first < messages; first += BATCH) {
      events(first, Math.min(first + BATCH, messages));
    }
    try (Connection connection = DriverManager.getConnection(database)) {
      await(() -> count(connection, NOT_PLANNED, messages) == 0);
      out.println(messages + " messages are planned and wait");
      post("/v1/routes/" + route + "/resume", "");
      LockSupport.parkNanos(Duration.ofSeconds(secondsBefore).toNanos());
      Instant asked = Instant.now();
      String cancellation =
          post(
              "/v1/notifications/cancel",
              "{\"reason\":\"measured\",\"filter\":{\"source\":\"%s\",\"group\":\"group-0\",\"acceptedFrom\":\"%s\"}}"
                  .formatted(source, begun));
      out.printf(
          Locale.ROOT,
          "cancelled; the response took %d ms%n",
          Duration.between(asked, Instant.now()).toMillis());
      Matcher id = ID.matcher(cancellation);
      if (!id.find()) {
        throw new IOException("The response has no id: " + cancellation);
      }
      String path = "/v1/cancellations/" + id.group(1);
      await(() -> count(connection, WAITING, -1) == 0 && get(path).contains("\"state\":\"done\""));
      print(connection, asked, out);
      out.println(get(path));
    }
  }

  private void print(Connection connection, Instant asked, PrintStream out) throws SQLException {
    out.println("| group | messages | cancelled | written | last submit_sm after the request, s |");
    out.println("|---|---|---|---|---|");
    try (PreparedStatement select = connection.prepareStatement(OUTCOME)) {
      select.setTimestamp(1, Timestamp.from(asked));
      select.setString(2, source);
      select.setTimestamp(3, Timestamp.from(begun));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          out.printf(
              Locale.ROOT,
              "| %s | %d | %d | %d | %.3f |%n",
              rows.getString("group_id"),
              rows.getLong("messages"),
              rows.getLong("cancelled"),
              rows.getLong("submitted"),
              rows.getDouble("last_submit"));
        }
      }
    }
  }

  private long count(Connection connection, String sql, int messages) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int next = 1;
      if (messages >= 0) {
        select.setInt(next++, messages);
      }
      select.setString(next++, source);
      select.setTimestamp(next, Timestamp.from(begun));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void events(int from, int to) throws IOException, InterruptedException {
    StringBuilder json = new StringBuilder((to - from) * 512).append('[');
    for (int i = from; i < to; i++) {
      json.append(i == from ? "" : ",").append(event(i));
    }
    send("/v1/events", "application/cloudevents-batch+json", json.append(']').toString());
  }

  private String event(int index) {
    return """
    {"specversion":"1.0","id":"e%1$d","source":"%2$s","type":"card.expiring","time":"%3$s",
     "group":"group-%4$d","datacontenttype":"application/json","data":{"recipient":
     {"kind":"CITIZEN","phone":"+8491%5$07d","honorific":"Bà","fullName":"Lò Thị Mai","locale":"vi"},
     "cardNo":"HC4%6$08d%7$04d","validTo":"2026-12-31","daysLeft":30}}
    """
        .formatted(
            index,
            source,
            begun,
            index % GROUPS,
            index % 10_000_000,
            index / 10_000 % 100_000_000,
            index % 10_000);
  }

  private String post(String path, String body) throws IOException, InterruptedException {
    return send(path, "application/json", body);
  }

  private String send(String path, String type, String body)
      throws IOException, InterruptedException {
    return answer(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private String get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2 || response.statusCode() == 207) {
      String body = response.body();
      throw new IOException(
          response.statusCode() + " " + body.substring(0, Math.min(1_000, body.length())));
    }
    return response.body();
  }

  /** A condition that asks. */
  private interface Condition {
    boolean holds() throws IOException, InterruptedException, SQLException;
  }

  private static void await(Condition condition)
      throws IOException, InterruptedException, SQLException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new IOException("Nothing happened for " + LIMIT.toMinutes() + " minutes");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
