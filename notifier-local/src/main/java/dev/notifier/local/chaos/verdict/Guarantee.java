package dev.notifier.local.chaos.verdict;

import dev.notifier.contracts.Lane;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a guarantee was kept.
 *
 * @param id G1 to G6
 * @param figure what was measured
 * @param limit up to which it is kept
 */
record Guarantee(String id, String title, String figure, String limit, Result result) {
  /** Longer waiting without a known reason breaks a guarantee; two samples of the progress. */
  static final double MAX_WITHOUT_PROGRESS_SECONDS = 30;

  /** More than this share of the seconds above the rate cannot come from a busy machine. */
  static final double MAX_SHARE_ABOVE_RATE = 0.01;

  /** Whether it was kept. */
  enum Result {
    KEPT("kept"),
    BROKEN("BROKEN"),
    NOT_MEASURED("not measured");

    private final String label;

    Result(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    private static Result keptIf(boolean kept) {
      return kept ? KEPT : BROKEN;
    }
  }

  /** All guarantees, in order of priority. */
  static List<Guarantee> of(VerdictChecker checks, int rejected, Measurements measured) {
    return List.of(
        nothingLost(checks, rejected, measured.quarantine()),
        noDuplicates(checks),
        urgentFirst(measured.urgent()),
        limitsKept(measured.rates()),
        progress(measured.progress()),
        explainable(checks, measured.lookUps()));
  }

  private static Guarantee nothingLost(
      VerdictChecker checks, int rejected, QuarantineCheck quarantine) {
    return new Guarantee(
        "G1",
        "nothing accepted is lost",
        String.format(
            Locale.ROOT,
            "%d lost, %d rejected by the api; %d of %d broken records in the quarantine",
            checks.lost.count(),
            rejected,
            quarantine.found(),
            quarantine.expected()),
        "0 lost, 0 rejected, all in the quarantine",
        Result.keptIf(
            checks.lost.count() == 0
                && rejected == 0
                && quarantine.found() == quarantine.expected()));
  }

  private static Guarantee noDuplicates(VerdictChecker checks) {
    return new Guarantee(
        "G2",
        "no duplicates",
        String.format(
            Locale.ROOT,
            "%d sent twice unmarked, %d planned twice",
            checks.repeatedUnmarked.count(),
            checks.plannedTwice.count()),
        "0",
        Result.keptIf(checks.repeatedUnmarked.count() == 0 && checks.plannedTwice.count() == 0));
  }

  private static Guarantee urgentFirst(UrgentProbe.Result urgent) {
    var calm = urgent.calm();
    return new Guarantee(
        "G3",
        "urgent messages do not wait",
        String.format(
            Locale.ROOT,
            "p99 %.1f s of %d messages in calm times; %d of %d found",
            calm.p99(),
            calm.messages(),
            urgent.found(),
            urgent.posted()),
        String.format(Locale.ROOT, "p99 %d s", UrgentProbe.LIMIT.toSeconds()),
        urgentResult(urgent));
  }

  private static Result urgentResult(UrgentProbe.Result urgent) {
    if (urgent.isUnreadable()) {
      return Result.BROKEN;
    }
    return urgent.calm().messages() < UrgentProbe.MIN_CALM
        ? Result.NOT_MEASURED
        : Result.keptIf(urgent.calm().p99() <= UrgentProbe.LIMIT.toMillis() / 1e3);
  }

  private static Guarantee limitsKept(RateCheck.Result rates) {
    return new Guarantee(
        "G4",
        "the carrier's limits are kept",
        String.format(
            Locale.ROOT,
            "%d of %d s above 110 %% of %d/s, at most %d/s",
            rates.above(),
            rates.seconds(),
            rates.perSecond(),
            rates.max()),
        String.format(Locale.ROOT, "%.0f %% of the seconds", MAX_SHARE_ABOVE_RATE * 100),
        rates.seconds() == 0
            ? Result.NOT_MEASURED
            : Result.keptIf(rates.above() <= rates.seconds() * MAX_SHARE_ABOVE_RATE));
  }

  private static Guarantee progress(ProgressCheck.Result progress) {
    var figures =
        Stream.of(Lane.values())
            .map(lane ->
                String.format(
                    Locale.ROOT,
                    "%s %.0f s (%d messages)",
                    lane.id(),
                    progress.longestSeconds().getOrDefault(lane, 0.0),
                    progress.mostOverdue().getOrDefault(lane, 0L)))
            .collect(Collectors.joining(", "));
    return new Guarantee(
        "G5",
        "one item never blocks progress",
        "longest time without progress: " + figures,
        String.format(Locale.ROOT, "%.0f s", MAX_WITHOUT_PROGRESS_SECONDS),
        progress.samples() == 0
            ? Result.NOT_MEASURED
            : Result.keptIf(progress.longest() <= MAX_WITHOUT_PROGRESS_SECONDS));
  }

  private static Guarantee explainable(VerdictChecker checks, LookUpSample.Result lookUps) {
    return new Guarantee(
        "G6",
        "every message is explainable",
        String.format(
            Locale.ROOT,
            "%d without a reason, %d DELIVERED but never accepted, %d counters wrong,"
                + " %d of %d look-ups unexplained",
            checks.unexplained.count(),
            checks.deliveredNeverAccepted.count(),
            checks.counters.count(),
            lookUps.unexplained().count(),
            lookUps.checked()),
        "0",
        Result.keptIf(
            checks.unexplained.count() == 0
                && checks.deliveredNeverAccepted.count() == 0
                && checks.counters.count() == 0
                && lookUps.unexplained().count() == 0));
  }
}
