package dev.notifier.local.bench;

import dev.notifier.local.bench.StoredOutcome.Quantiles;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures for people. */
final class TableReport {
  private static final double OCTETS_A_MIB = 1 << 20;

  private final StringBuilder text = new StringBuilder();
  private final Formatter out = new Formatter(text, Locale.ROOT);
  private final BenchResult figures;

  private TableReport(BenchResult figures) {
    this.figures = figures;
  }

  static String of(BenchResult figures) {
    return new TableReport(figures).whole();
  }

  private String whole() {
    var setting = figures.setting();
    out.format("\n");
    out.format(
        "%,d messages in batches of %,d over %d connections, after %,d to warm up (not counted)\n",
        setting.messages(), setting.batch(), setting.connections(), setting.warmUp());
    out.format("message centre: %s\n", figures.messageCentre());
    out.format("machine: %d cores, data on %s%s\n", setting.cores(), setting.disk(), others());
    out.format("\n");
    rates();
    out.format("\n");
    times();
    out.format("\n");
    processes();
    out.format("\n");
    verdict();
    return text.toString().stripTrailing();
  }

  private void rates() {
    var outcome = figures.outcome();
    out.format("%-22s %10s %10s %10s\n", "", "messages", "seconds", "per second");
    rate("accepted", figures.posted().accepted(), figures.posted().nanos() / 1e9);
    rate("submitted", outcome.submitted(), outcome.submittedAfter());
    rate("delivered and stored", figures.delivered(), figures.storedAfter());
    rate("  its middle 80 %", figures.delivered() * 8 / 10, outcome.middle());
  }

  private void rate(String what, long messages, double seconds) {
    out.format(
        "%-22s %,10d %10.2f %,10.0f\n",
        what, messages, seconds, seconds <= 0 ? 0.0 : (double) messages / seconds);
  }

  private void times() {
    out.format("%-22s %10s %10s %10s\n", "seconds, all at once", "p50", "p95", "p99");
    time("accept to submit", figures.outcome().toSubmit());
    time("accept to delivered", figures.outcome().toDelivered());
  }

  private void time(String what, Quantiles times) {
    out.format("%-22s %10.2f %10.2f %10.2f\n", what, times.p50(), times.p95(), times.p99());
  }

  private void processes() {
    if (figures.cpu().isEmpty()) {
      out.format("CPU and memory: not known (this system has no /proc)\n");
      return;
    }
    out.format("%-22s %10s %10s %10s\n", "process", "CPU s", "per 1,000", "peak MiB");
    for (var name : JsonReport.COUNTED) {
      process(name);
    }
    var counted = figures.counted();
    out.format("%-22s %10.2f %10.3f\n", "counted", counted, figures.perThousand(counted));
    for (var name : JsonReport.NOT_COUNTED) {
      process(name);
    }
  }

  private void process(String name) {
    var usage = figures.cpu().map(look -> look.parts().get(name));
    if (usage.isEmpty()) {
      out.format("%-22s %10s %10s\n", name, "not known", "not known");
      return;
    }
    out.format(
        "%-22s %10.2f %10.3f %10.0f\n",
        name,
        usage.get().cpu(),
        figures.perThousand(usage.get().cpu()),
        usage.get().peakOctets() / OCTETS_A_MIB);
  }

  /** Somebody else at work on the machine makes all figures worse. */
  private String others() {
    return figures
        .othersShare()
        .map(
            share -> String.format(Locale.ROOT, ", other programs used %.0f %% of it", share * 100))
        .orElse("");
  }

  private void verdict() {
    var outcome = figures.outcome();
    out.format(
        "lost %,d, repeated %s, possible duplicates %,d, unconfirmed %,d, segments %,d\n",
        figures.lost(),
        figures
            .centre()
            .map(counts -> String.format(Locale.ROOT, "%,d", counts.repeated()))
            .orElse("not known (the message centre is not ours)"),
        outcome.possibleDuplicates(),
        outcome.in("UNCONFIRMED"),
        outcome.segments());
    out.format(
        "refused by the api %,d, sent to it again %,d, refused by the message centre %s\n",
        figures.posted().refused(),
        figures.posted().retried(),
        figures
            .centre()
            .map(counts -> String.format(Locale.ROOT, "%,d", counts.refused()))
            .orElse("not known"));
    if (!figures.complete()) {
      var states =
          outcome.states().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(state -> String.format(Locale.ROOT, "%s %,d", state.getKey(), state.getValue()))
              .collect(Collectors.joining(", "));
      out.format(
          "NOT ALL DELIVERED: %,d accepted, %,d in the store: %s\n",
          figures.posted().accepted(), outcome.rows(), states);
    }
  }
}
