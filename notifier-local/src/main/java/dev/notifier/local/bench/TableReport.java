package dev.notifier.local.bench;

import dev.notifier.local.bench.StoredOutcome.Quantiles;
import java.util.Formatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a result as a table, for people. */
final class TableReport {
  private static final double BYTES_PER_MIB = 1 << 20;

  private final Formatter out = new Formatter(new StringBuilder(), Locale.ROOT);
  private final BenchResult result;

  private TableReport(BenchResult result) {
    this.result = result;
  }

  static String of(BenchResult result) {
    return new TableReport(result).write();
  }

  private String write() {
    var setup = result.setup();
    out.format(
        "\n%,d messages in batches of %,d over %d connections, after %,d warm-up messages (not counted)\n",
        setup.messages(), setup.batch(), setup.connections(), setup.warmUp());
    out.format("SMSC: %s\n", result.smsc());
    out.format("machine: %d cores, data on %s%s\n\n", setup.cores(), setup.disk(), others());
    rates();
    times();
    processes();
    verdict();
    return out.toString().stripTrailing();
  }

  private void rates() {
    var outcome = result.outcome();
    out.format("%-22s %10s %10s %10s\n", "", "messages", "seconds", "per second");
    rate("accepted", result.posted().accepted(), result.posted().nanos() / 1e9);
    rate("submitted", outcome.submitted(), outcome.submittedAfter());
    rate("delivered and stored", result.delivered(), result.storedAfter());
    rate("  its middle 80 %", result.delivered() * 8 / 10, outcome.middle());
  }

  private void rate(String label, long messages, double seconds) {
    out.format(
        "%-22s %,10d %10.2f %,10.0f\n",
        label, messages, seconds, seconds <= 0 ? 0.0 : (double) messages / seconds);
  }

  private void times() {
    out.format("\n%-22s %10s %10s %10s\n", "seconds, all at once", "p50", "p95", "p99");
    time("accept to submit", result.outcome().toSubmit());
    time("accept to delivered", result.outcome().toDelivered());
  }

  private void time(String label, Quantiles times) {
    out.format("%-22s %10.2f %10.2f %10.2f\n", label, times.p50(), times.p95(), times.p99());
  }

  private void processes() {
    if (result.usage().isEmpty()) {
      out.format("\nCPU and memory: unknown (this system has no /proc)\n");
      return;
    }
    out.format("\n%-22s %10s %10s %10s\n", "process", "CPU s", "per 1,000", "peak MiB");
    CpuMeter.COUNTED.forEach(this::process);
    var counted = result.countedCpu();
    out.format("%-22s %10.2f %10.3f\n", "counted", counted, result.perThousand(counted));
    CpuMeter.NOT_COUNTED.forEach(this::process);
  }

  private void process(String name) {
    var usage = result.usage().map(measured -> measured.components().get(name));
    if (usage.isEmpty()) {
      out.format("%-22s %10s %10s\n", name, "unknown", "unknown");
      return;
    }
    out.format(
        "%-22s %10.2f %10.3f %10.0f\n",
        name,
        usage.get().cpu(),
        result.perThousand(usage.get().cpu()),
        usage.get().peakBytes() / BYTES_PER_MIB);
  }

  /** Other programs on the machine make all figures worse. */
  private String others() {
    return result
        .otherProgramsShare()
        .map(
            share -> String.format(Locale.ROOT, ", other programs used %.0f %% of it", share * 100))
        .orElse("");
  }

  private void verdict() {
    var outcome = result.outcome();
    var smsc = result.smscCounts();
    out.format(
        "\nlost %,d, repeated %s, possible duplicates %,d, unconfirmed %,d, segments %,d\n",
        result.lost(),
        orUnknown(smsc.map(SimulatorClient.Counts::repeated)),
        outcome.possibleDuplicates(),
        outcome.states().in("UNCONFIRMED"),
        outcome.segments());
    out.format(
        "rejected by the api %,d, posted again %,d, rejected by the SMSC %s\n",
        result.posted().rejected(),
        result.posted().retried(),
        orUnknown(smsc.map(SimulatorClient.Counts::rejected)));
    if (!result.complete()) {
      var states =
          outcome.states().sorted().entrySet().stream()
              .map(state -> String.format(Locale.ROOT, "%s %,d", state.getKey(), state.getValue()))
              .collect(Collectors.joining(", "));
      out.format(
          "NOT ALL DELIVERED: %,d accepted, %,d in the database: %s\n",
          result.posted().accepted(), outcome.states().total(), states);
    }
  }

  private static String orUnknown(Optional<Long> count) {
    return count
        .map(known -> String.format(Locale.ROOT, "%,d", known))
        .orElse("unknown (the SMSC is external)");
  }
}
