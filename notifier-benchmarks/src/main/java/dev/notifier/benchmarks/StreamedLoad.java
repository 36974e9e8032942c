package dev.notifier.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Sends many lines in one request, and measures the lines a second and the memory of the api. */
final class StreamedLoad {
  private static final String VARIABLE = "NOTIFIER_BENCHMARK_KEY";
  private static final Duration SAMPLE = Duration.ofMillis(500);
  private static final int OK = 200;
  private static final int SHOWN_CHARACTERS = 1_000;

  private final URI address;
  private final String key;
  private final long process;

  /**
   * @param process id of the process of the api, on the same machine, or 0
   */
  StreamedLoad(URI address, long process) {
    this.address = address;
    this.key = key();
    this.process = process;
  }

  private static String key() {
    String key = System.getenv(VARIABLE);
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException("Set " + VARIABLE + " to the key");
    }
    return key;
  }

  /** Sends NDJSON of that many lines, each of which ends with a line feed. */
  void run(long lines, LongFunction<String> line, PrintStream out)
      throws IOException, InterruptedException {
    AtomicLong peak = new AtomicLong();
    AtomicBoolean isDone = new AtomicBoolean();
    long before = residentKib();
    Thread sampler = Thread.ofPlatform().daemon().start(() -> sample(peak, isDone));
    long start = System.nanoTime();
    HttpResponse<String> response = send(lines, line);
    double taken = (System.nanoTime() - start) / 1e9;
    isDone.set(true);
    sampler.join();
    String body = response.body();
    out.println(body.substring(0, Math.min(SHOWN_CHARACTERS, body.length())));
    if (response.statusCode() != OK) {
      throw new IllegalStateException("The load was answered with " + response.statusCode());
    }
    out.println("| lines | seconds | lines a second | api before, MiB | peak, MiB |");
    out.println("|---|---|---|---|---|");
    out.printf(
        Locale.ROOT,
        "| %d | %.1f | %.0f | %d | %d |%n",
        lines,
        taken,
        lines / taken,
        before >> 10,
        peak.get() >> 10);
  }

  private HttpResponse<String> send(long lines, LongFunction<String> line)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(
          HttpRequest.newBuilder(address)
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/x-ndjson")
              .POST(BodyPublishers.ofInputStream(() -> new Lines(lines, line)))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private void sample(AtomicLong peak, AtomicBoolean isDone) {
    try {
      while (!isDone.get()) {
        peak.accumulateAndGet(residentKib(), Math::max);
        Thread.sleep(SAMPLE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The resident memory of the api; 0 if it is not known. */
  private long residentKib() {
    try {
      return Files.readString(Path.of("/proc/" + process + "/status"))
          .lines()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The lines, made while they are sent. */
  private static final class Lines extends InputStream {
    private final long lines;
    private final LongFunction<String> make;
    private byte @Nullable [] line = {};
    private int position;
    private long next;

    Lines(long lines, LongFunction<String> make) {
      this.lines = lines;
      this.make = make;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int copied = 0;
      while (copied < length && fill()) {
        byte[] current = line;
        if (current == null) {
          break;
        }
        int count = Math.min(length - copied, current.length - position);
        System.arraycopy(current, position, target, offset + copied, count);
        position += count;
        copied += count;
      }
      return copied == 0 ? -1 : copied;
    }

    private boolean fill() {
      if (line != null && position == line.length) {
        position = 0;
        line = next < lines ? make.apply(next++).getBytes(StandardCharsets.US_ASCII) : null;
      }
      return line != null;
    }
  }
}
