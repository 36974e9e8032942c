package dev.notifier.local.chaos;

import java.util.Formatter;
import java.util.Locale;

/** The verdict for people. */
final class VerdictTable {
  private final Formatter out = new Formatter(new StringBuilder(), Locale.ROOT);
  private final Verdict verdict;

  private VerdictTable(Verdict verdict) {
    this.verdict = verdict;
  }

  static String of(Verdict verdict) {
    return new VerdictTable(verdict).whole();
  }

  private String whole() {
    var options = verdict.options();
    out.format(
        "\nChaos for %d min at %d events/s, seed %d; %.0f s until all had ended\n\n",
        options.minutes(), options.rate(), options.seed(), verdict.seconds());
    counts();
    out.format("\n%-44s %10s\n", "final state", "messages");
    verdict.states().forEach(this::line);
    disturbances();
    mustBeZero();
    return out.toString().stripTrailing();
  }

  private void counts() {
    var findings = verdict.findings();
    line("accepted events", verdict.accepted());
    line("  posted twice on purpose", verdict.twice());
    line("  sent again, because not taken", verdict.retried());
    line("segments taken by the simulator", verdict.taken());
    line("  taken before", verdict.repeated());
    line("messages with repeated segments", findings.marked.count() + findings.unmarked.count());
    line("  marked possible_duplicate", findings.marked.count());
    line("unconfirmed by policy", verdict.in("UNCONFIRMED"));
    line("without a receipt", verdict.in("SUBMITTED") + verdict.in("NO_RECEIPT"));
    line("taken, though told as not sent", findings.takenAfterAll.count());
    examples(findings.takenAfterAll);
    if (verdict.missed() > 0) {
      line("looks that did not show all of the record", verdict.missed());
    }
  }

  private void disturbances() {
    out.format("\n%-44s %10s\n", "fault", "times");
    verdict.faults().forEach(this::line);
    if (!verdict.unknownFaults().isEmpty()) {
      out.format("not known to this simulator: %s\n", String.join(", ", verdict.unknownFaults()));
    }
    out.format("\n%-44s %10s\n", "killed", "bound, s");
    for (var kill : verdict.kills()) {
      var what =
          String.format(
              Locale.ROOT, "worker %d with %d sessions", kill.worker() + 1, kill.sessions());
      if (kill.sessions() <= 0) {
        out.format("%-44s %10s\n", what, "-");
      } else if (kill.boundAfter() < 0) {
        out.format("%-44s %10s\n", what, "> 50");
      } else {
        out.format("%-44s %10.1f\n", what, kill.boundAfter());
      }
    }
  }

  private void mustBeZero() {
    var findings = verdict.findings();
    out.format("\n%-44s %10s\n", "must be 0", "");
    line("lost", findings.lost);
    line("sent twice without having been unconfirmed", findings.unmarked);
    line("DELIVERED, but never taken", findings.contradicted);
    line("planned twice", findings.plannedTwice);
    line("refused by the api", verdict.refused());
    out.format("\n%s\n", verdict.isKept() ? "All promises were kept." : "PROMISES WERE BROKEN.");
  }

  private void line(String what, VerdictItem finding) {
    line(what, finding.count());
    examples(finding);
  }

  private void examples(VerdictItem finding) {
    finding.examples().forEach(example -> out.format("    %s\n", example));
  }

  private void line(String what, Number count) {
    out.format("%-44s %,10d\n", what, count.longValue());
  }
}
