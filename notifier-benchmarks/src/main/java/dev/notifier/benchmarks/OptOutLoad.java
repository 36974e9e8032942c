package dev.notifier.benchmarks;

import java.io.IOException;
import java.net.URI;

/**
 * Imports invented opt-outs with one request, and prints the lines a second and the memory of the
 * api. Arguments: address of the api; number of lines, up to 10 million; the operator's digit of
 * the numbers, 1 to 8, so that another import has other numbers; process id of the api, on the same
 * machine, or 0. The environment variable {@code NOTIFIER_BENCHMARK_KEY} has a key with {@code
 * all-opt-outs:write}.
 */
public final class OptOutLoad {
  private OptOutLoad() {}

  /** Runs one import. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String prefix = "{\"phone\":\"+849" + args[2];
    new StreamedLoad(
            URI.create(args[0]).resolve("/v1/opt-outs/import?allTenants=true"),
            Long.parseLong(args[3]))
        .run(
            Long.parseLong(args[1]),
            n ->
                prefix
                    + DirectoryLoad.digits(n)
                    + "\",\"purposes\":[\"GENERAL_INFO\",\"ADVERTISING\"],\"channel\":\"import\","
                    + "\"at\":\"2026-11-01T00:00:00Z\"}\n",
            System.out);
  }
}
