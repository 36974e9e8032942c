package dev.notifier.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends messages from handsets of the simulator to an address at a steady rate, each from a number
 * of its own, and measures the time from the receipt of a message to the submission of its answer.
 * Arguments: the address of the simulator's HTTP server; the URL of PostgreSQL; the address to
 * which people write; messages a second; seconds; the text, in which {@code #} becomes the number
 * of the message.
 */
public final class ReplyLoad {
  /** Requests to the simulator at the same time; each waits for the response of Notifier. */
  private static final int MAX_OUTSTANDING = 500;

  private static final Duration SETTLE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long MILLION = 1_000_000;
  private static final long NUMBERS_A_SECOND = 500;
  private static final long RUNS = 10 * MILLION / NUMBERS_A_SECOND;

  private static final String OUTCOME =
      """
      select count(*) as messages, count(n.submitted_at) as answered,
        count(distinct n.id) as answers,
        percentile_cont(array[0.5, 0.95, 0.99, 1]) within group (
          order by extract(epoch from n.submitted_at - m.received_at)) as seconds
      from inbound_messages m
      left join notifications n on n.source = '/inbound' and n.event_id = m.id::text
        and n.accepted_at >= ?
      where m.received_at >= ? and m.address = ?
      """;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Semaphore outstanding = new Semaphore(MAX_OUTSTANDING);
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Timestamp begun = Timestamp.from(Instant.now());
  private final URI simulator;
  private final String address;
  private final String text;

  private ReplyLoad(String simulator, String address, String text) {
    this.simulator = URI.create(simulator).resolve("/v1/mo");
    this.address = address;
    this.text = text;
  }

  /** Runs one measurement and prints what became of the messages. */
  public static void main(String[] args) throws InterruptedException, SQLException {
    ReplyLoad load = new ReplyLoad(args[0], args[2], args[5]);
    load.send(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    load.print(args[1], System.out);
  }

  private void send(int rate, int seconds) throws InterruptedException {
    long start = System.nanoTime();
    // The next run has other numbers: a number gets one help text in an hour.
    long first = Instant.now().getEpochSecond() % RUNS * NUMBERS_A_SECOND;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < rate * seconds; i++) {
        long due = start + i * Duration.ofSeconds(1).toNanos() / rate;
        LockSupport.parkNanos(due - System.nanoTime());
        outstanding.acquire();
        int message = i;
        threads.execute(() -> write(first + message));
      }
    }
  }

  private void write(long number) {
    String body =
        "{\"from\":\"+8491%07d\",\"to\":\"%s\",\"text\":\"%s\"}"
            .formatted(number % (10 * MILLION), address, text.replace("#", Long.toString(number)));
    try {
      String response =
          http.send(
                  HttpRequest.newBuilder(simulator)
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      (response.contains("\"status\":0") ? acknowledged : failed).incrementAndGet();
    } catch (IOException e) {
      failed.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      outstanding.release();
    }
  }

  private void print(String database, PrintStream out) throws SQLException {
    long end = System.nanoTime() + SETTLE.toNanos();
    try (Connection connection = DriverManager.getConnection(database);
        PreparedStatement select = connection.prepareStatement(OUTCOME)) {
      select.setTimestamp(1, begun);
      select.setTimestamp(2, begun);
      select.setString(3, address);
      Outcome outcome = read(select);
      while (outcome.answered < acknowledged.get() && System.nanoTime() < end) {
        LockSupport.parkNanos(POLL.toNanos());
        outcome = read(select);
      }
      out.printf(
          Locale.ROOT,
          "acknowledged %d, failed %d, stored %d, answered %d by %d notifications%n",
          acknowledged.get(),
          failed.get(),
          outcome.messages,
          outcome.answered,
          outcome.answers);
      out.println("seconds to the submission, p50, p95, p99, longest: " + outcome.seconds);
    }
  }

  private record Outcome(int messages, int answered, int answers, String seconds) {}

  private static Outcome read(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return new Outcome(
          row.getInt("messages"),
          row.getInt("answered"),
          row.getInt("answers"),
          String.valueOf(row.getString("seconds")));
    }
  }
}
