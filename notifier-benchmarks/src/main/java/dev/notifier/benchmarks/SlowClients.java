package dev.notifier.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures an api while slow clients send a byte a second and connect again when they are closed:
 * {@value #EVENTS} valid events every 20 ms, which is 500 a second, and a check of its liveness
 * every 20 ms. Arguments: address of the api, address of its health, API key, number of slow
 * clients, {@code key} or {@code nokey} for those, seconds. Run it against a simulator only: the
 * messages are sent.
 */
public final class SlowClients {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration PERIOD = Duration.ofMillis(20);
  private static final int EVENTS = 10;
  private static final int NO_ANSWER = -1;
  private static final Duration SLOW_PERIOD = Duration.ofSeconds(1);

  private final URI api;
  private final URI health;
  private final String key;
  private final PrintStream out;
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final AtomicBoolean ended = new AtomicBoolean();

  private SlowClients(URI api, URI health, String key, PrintStream out) {
    this.api = api;
    this.health = health;
    this.key = key;
    this.out = out;
  }

  /** Runs one measurement and prints a line of a table for normal calls and one for health. */
  public static void main(String[] args) throws IOException, InterruptedException {
    SlowClients run =
        new SlowClients(URI.create(args[0]), URI.create(args[1]), args[2], System.out);
    run.run(Integer.parseInt(args[3]), args[4].equals("key"), Integer.parseInt(args[5]));
  }

  private void run(int clients, boolean withKey, int seconds) throws InterruptedException {
    Thread slow = Thread.ofPlatform().start(() -> sendSlowly(clients, withKey));
    Thread.sleep(Duration.ofSeconds(clients == 0 ? 1 : 4));
    List<Long> calls = new ArrayList<>();
    List<Long> checks = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    Thread caller = Thread.ofPlatform().start(() -> measure(this::call, 202, calls, end));
    Thread checker = Thread.ofPlatform().start(() -> measure(this::check, 200, checks, end));
    caller.join();
    checker.join();
    ended.set(true);
    slow.join();
    String name = clients + (withKey ? " with a key" : " without a key");
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
        {"specversion":"1.0","id":"%s-%d","source":"/slow-clients","type":"card.expiring",
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

  private void sendSlowly(int clients, boolean withKey) {
    @Nullable SocketChannel[] channels = new @Nullable SocketChannel[clients];
    try {
      while (!ended.get()) {
        for (int i = 0; i < clients && !ended.get(); i++) {
          channels[i] = sendByte(channels[i], withKey, i % 2 == 0);
        }
        Thread.sleep(SLOW_PERIOD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      for (SocketChannel channel : channels) {
        close(channel);
      }
    }
  }

  /** Sends one byte; connects again if the api has closed the connection. */
  private @Nullable SocketChannel sendByte(
      @Nullable SocketChannel channel, boolean withKey, boolean headersOnly) {
    try {
      if (channel == null) {
        return connect(withKey, headersOnly);
      }
      if (channel.read(ByteBuffer.allocate(4_096)) >= 0) {
        channel.write(ByteBuffer.wrap(new byte[] {'a'}));
        return channel;
      }
    } catch (IOException e) {
      // Connects again the next time.
    }
    close(channel);
    return null;
  }

  private SocketChannel connect(boolean withKey, boolean headersOnly) throws IOException {
    SocketChannel channel = SocketChannel.open(new InetSocketAddress(api.getHost(), api.getPort()));
    channel.configureBlocking(false);
    String head =
        "POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Type: application/cloudevents-batch+json\r\n"
            + (withKey ? "Authorization: Bearer " + key + "\r\n" : "")
            + "Content-Length: 1000000\r\n"
            + (headersOnly && !withKey ? "X-A: " : "\r\n[");
    channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static void close(@Nullable SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is closed.
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
