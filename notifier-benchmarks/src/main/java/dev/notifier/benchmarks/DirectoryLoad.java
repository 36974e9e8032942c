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
import org.jspecify.annotations.Nullable;

/**
 * Loads invented persons into the directory with one request, and prints the lines a second and the
 * memory of the api. Arguments: address of the api; number of persons; {@code sorted} or {@code
 * shuffled} references; process id of the api, on the same machine, or 0. The environment variable
 * {@value #VARIABLE} has a key with {@code directory:write}. Sent again, it measures a load that
 * changes nothing.
 */
public final class DirectoryLoad {
  private static final String VARIABLE = "NOTIFIER_BENCHMARK_KEY";
  private static final Duration SAMPLE = Duration.ofMillis(500);
  private static final int OK = 200;
  private static final int SHOWN_CHARACTERS = 1_000;

  private final URI api;
  private final String key;
  private final long persons;
  private final boolean shuffled;
  private final long process;

  private DirectoryLoad(URI api, String key, long persons, boolean shuffled, long process) {
    this.api = api;
    this.key = key;
    this.persons = persons;
    this.shuffled = shuffled;
    this.process = process;
  }

  /** Runs one load. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String key = System.getenv(VARIABLE);
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException("Set " + VARIABLE + " to the key");
    }
    new DirectoryLoad(
            URI.create(args[0]),
            key,
            Long.parseLong(args[1]),
            args[2].equals("shuffled"),
            Long.parseLong(args[3]))
        .run(System.out);
  }

  private void run(PrintStream out) throws IOException, InterruptedException {
    AtomicLong peak = new AtomicLong();
    AtomicBoolean isDone = new AtomicBoolean();
    long before = residentKib();
    Thread sampler = Thread.ofPlatform().daemon().start(() -> sample(peak, isDone));
    long start = System.nanoTime();
    HttpResponse<String> response;
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      response =
          client.send(
              HttpRequest.newBuilder(api.resolve("/v1/recipients/load"))
                  .header("Authorization", "Bearer " + key)
                  .header("Content-Type", "application/x-ndjson")
                  .POST(BodyPublishers.ofInputStream(() -> new Lines(persons, shuffled)))
                  .build(),
              BodyHandlers.ofString());
    }
    double taken = (System.nanoTime() - start) / 1e9;
    isDone.set(true);
    sampler.join();
    String body = response.body();
    out.println(body.substring(0, Math.min(SHOWN_CHARACTERS, body.length())));
    if (response.statusCode() != OK) {
      throw new IllegalStateException("The load was answered with " + response.statusCode());
    }
    out.println(
        "| persons | references | seconds | lines a second | api before, MiB | peak, MiB |");
    out.println("|---|---|---|---|---|---|");
    out.println(
        String.format(
            Locale.ROOT,
            "| %d | %s | %.1f | %.0f | %d | %d |",
            persons,
            shuffled ? "shuffled" : "sorted",
            taken,
            persons / taken,
            before >> 10,
            peak.get() >> 10));
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

  /**
   * The lines, made while they are sent: of three persons, one has two numbers, and of a hundred,
   * one shares a number.
   */
  private static final class Lines extends InputStream {
    /** Has no factor in common with the numbers of persons that are measured. */
    private static final long STEP = 7_368_787;

    private final long persons;
    private final boolean shuffled;
    private byte @Nullable [] line = {};
    private int position;
    private long next;

    Lines(long persons, boolean shuffled) {
      this.persons = persons;
      this.shuffled = shuffled;
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
        line = next < persons ? line(next++).getBytes(StandardCharsets.US_ASCII) : null;
      }
      return line != null;
    }

    private String line(long n) {
      long person = shuffled ? n * STEP % persons : n;
      String second = person % 3 == 0 ? ",\"+8486" + digits(person) + "\"" : "";
      return "{\"personRef\":\"P-"
          + (1_000_000_000 + person)
          + "\",\"phones\":[\"+849"
          + (1 + person % 8)
          + digits(person % 100 == 0 ? person / 200 : person)
          + "\""
          + second
          + "],\"locale\":\"vi\",\"kind\":\"CITIZEN\",\"changedAt\":\"2026-11-01T00:00:00Z\"}\n";
    }

    private static String digits(long person) {
      return Long.toString(10_000_000 + person % 10_000_000).substring(1);
    }
  }
}
