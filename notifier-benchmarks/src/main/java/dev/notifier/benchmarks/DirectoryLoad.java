package dev.notifier.benchmarks;

import java.io.IOException;
import java.net.URI;

/**
 * Loads invented persons into the directory with one request, and prints the lines a second and the
 * memory of the api: of three persons, one has two numbers, and of a hundred, one shares a number.
 * Arguments: address of the api; number of persons; {@code sorted} or {@code shuffled} references;
 * process id of the api, on the same machine, or 0. The environment variable {@code
 * NOTIFIER_BENCHMARK_KEY} has a key with {@code directory:write}. Sent again, it measures a load
 * that changes nothing.
 */
public final class DirectoryLoad {
  /** Has no factor in common with the numbers of persons that are measured. */
  private static final long STEP = 7_368_787;

  private DirectoryLoad() {}

  /** Runs one load. */
  public static void main(String[] args) throws IOException, InterruptedException {
    long persons = Long.parseLong(args[1]);
    boolean shuffled = args[2].equals("shuffled");
    new StreamedLoad(URI.create(args[0]).resolve("/v1/recipients/load"), Long.parseLong(args[3]))
        .run(persons, n -> line(shuffled ? n * STEP % persons : n), System.out);
  }

  private static String line(long person) {
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

  /** The last seven digits of a number. */
  static String digits(long person) {
    return Long.toString(10_000_000 + person % 10_000_000).substring(1);
  }
}
