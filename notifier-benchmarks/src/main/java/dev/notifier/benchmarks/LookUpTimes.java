package dev.notifier.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The times of one kind of look-up; not thread-safe. */
final class LookUpTimes {
  private final String name;
  private final List<Long> nanos = new ArrayList<>();
  private int failed;

  LookUpTimes(String name) {
    this.name = name;
  }

  void add(int status, long time) {
    if (status == 200) {
      nanos.add(time);
    } else {
      failed++;
    }
  }

  /** Prints a table with a line for each kind. */
  static void print(PrintStream out, List<LookUpTimes> kinds) {
    out.println("| look-up | number | p50 | p95 | p99 | failed |");
    out.println("|---|---|---|---|---|---|");
    kinds.forEach(times -> out.println(times.line()));
  }

  private String line() {
    nanos.sort(null);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s | %s | %d |",
        name,
        nanos.size() + failed,
        percentile(0.5),
        percentile(0.95),
        percentile(0.99),
        failed);
  }

  private String percentile(double share) {
    return nanos.isEmpty()
        ? "-"
        : String.format(Locale.ROOT, "%.1f ms", nanos.get((int) (nanos.size() * share)) / 1e6);
  }
}
