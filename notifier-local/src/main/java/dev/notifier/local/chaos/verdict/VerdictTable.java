package dev.notifier.local.chaos.verdict;

import java.util.Formatter;
import java.util.Locale;

/** Writes a verdict as a table, for people. */
public final class VerdictTable {
  private final Formatter out = new Formatter(new StringBuilder(), Locale.ROOT);
  private final Verdict verdict;

  private VerdictTable(Verdict verdict) {
    this.verdict = verdict;
  }

  public static String of(Verdict verdict) {
    return new VerdictTable(verdict).write();
  }

  private String write() {
    var options = verdict.options();
    out.format(
        "\nChaos for %d min at %d events/s, seed %d; %.0f s until every message had ended\n\n",
        options.minutes(), options.rate(), options.seed(), verdict.seconds());
    counts();
    out.format("\n%-44s %10s\n", "final state", "messages");
    verdict.states().sorted().forEach(this::line);
    faultsAndKills();
    singleItems();
    urgent();
    mustBeZero();
    guarantees();
    return out.toString().stripTrailing();
  }

  private void counts() {
    var checks = verdict.checks();
    line("accepted events", verdict.posted().events());
    line("  posted twice on purpose", verdict.posted().twice());
    line("  posted again, because not accepted", verdict.posted().retried());
    line("segments accepted by the simulator", verdict.segments().accepted());
    line("  accepted before", verdict.segments().repeated());
    line(
        "messages with repeated segments",
        checks.repeatedMarked.count() + checks.repeatedUnmarked.count());
    line("  marked possible_duplicate", checks.repeatedMarked.count());
    line("unconfirmed by policy", verdict.states().in("UNCONFIRMED"));
    line("without a receipt", verdict.withoutReceipt());
    line("accepted, though reported as not sent", checks.acceptedReportedNotSent);
  }

  private void faultsAndKills() {
    out.format("\n%-44s %10s\n", "fault", "times");
    verdict.faults().injected().forEach(this::line);
    var unsupported = verdict.faults().unsupported();
    if (!unsupported.isEmpty()) {
      out.format("not supported by this simulator: %s\n", String.join(", ", unsupported));
    }
    out.format("\n%-44s %10s\n", "killed", "bound, s");
    for (var kill : verdict.kills()) {
      var worker =
          String.format(
              Locale.ROOT, "worker %d with %d sessions", kill.worker() + 1, kill.sessions());
      if (kill.sessions() <= 0) {
        out.format("%-44s %10s\n", worker, "-");
      } else if (kill.boundAfter() < 0) {
        out.format("%-44s %10s\n", worker, "> 50");
      } else {
        out.format("%-44s %10.1f\n", worker, kill.boundAfter());
      }
    }
  }

  private void mustBeZero() {
    var checks = verdict.checks();
    out.format("\n%-44s %10s\n", "must be 0", "");
    line("lost", checks.lost);
    line("sent twice without having been unconfirmed", checks.repeatedUnmarked);
    line("DELIVERED, but never accepted", checks.deliveredNeverAccepted);
    line("planned twice", checks.plannedTwice);
    line("ended without a reason", checks.unexplained);
    line("counters that differ from a full count", checks.counters);
    line("look-ups that explain nothing", verdict.measured().lookUps().unexplained());
    line("rejected by the api", verdict.posted().rejected());
  }

  private void singleItems() {
    var measured = verdict.measured();
    out.format("\n%-44s %10s\n", "fault of a single item", "times");
    measured.marked().forEach(this::line);
    measured.singleItem().injected().forEach(this::line);
    measured.quarantine().injected().forEach(this::line);
    if (!measured.singleItem().unsupported().isEmpty()) {
      out.format(
          "not possible in this run: %s\n", String.join(", ", measured.singleItem().unsupported()));
    }
    line("broken records that must be in the quarantine", measured.quarantine().expected());
    line("  that are there", measured.quarantine().found());
    line("  that are not", measured.quarantine().missing());
  }

  private void urgent() {
    var urgent = verdict.measured().urgent();
    out.format(
        "\n%-30s %10s %8s %8s %8s\n",
        "urgent, accepted to submitted", "messages", "p50, s", "p99", "max");
    quantiles("all", urgent.all());
    quantiles("accepted in calm times", urgent.calm());
    out.format("%-44s %10.1f\n", "other messages submitted per second", urgent.othersPerSecond());
  }

  private void quantiles(String label, UrgentProbe.Quantiles quantiles) {
    out.format(
        "%-30s %,10d %8.2f %8.2f %8.2f\n",
        label, quantiles.messages(), quantiles.p50(), quantiles.p99(), quantiles.max());
  }

  private void guarantees() {
    out.format("\n");
    for (var each : verdict.guarantees()) {
      out.format("%s %-34s %s\n", each.id(), each.title(), each.result().label());
      out.format("   %s; limit: %s\n", each.figure(), each.limit());
    }
    out.format(
        "\n%s\n", verdict.isKept() ? "All guarantees were kept." : "GUARANTEES WERE BROKEN.");
  }

  private void line(String label, VerdictItem item) {
    line(label, item.count());
    item.examples().forEach(example -> out.format("    %s\n", example));
  }

  private void line(String label, Number count) {
    out.format("%-44s %,10d\n", label, count.longValue());
  }
}
