package dev.notifier.local.chaos.verdict;

import dev.notifier.local.bench.NotificationStates;
import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.chaos.faults.InjectedFaults;
import dev.notifier.local.chaos.faults.WorkerKiller.Kill;
import dev.notifier.local.chaos.posting.ChaosOptions;
import java.util.List;

/**
 * The result of a chaos run.
 *
 * @param states the notifications at the end
 * @param segments what the simulator counted
 * @param checks the comparison of PostgreSQL with the simulator
 * @param measured what else was measured
 */
public record Verdict(
    ChaosOptions options,
    Posted posted,
    NotificationStates states,
    SimulatorClient.Counts segments,
    VerdictChecker checks,
    InjectedFaults faults,
    List<Kill> kills,
    Measurements measured,
    double seconds) {

  /**
   * The events that were posted.
   *
   * @param events different events
   * @param twice those of them that were posted a second time on purpose
   * @param rejected those that the api rejected
   * @param retried posted again, because the api did not accept them
   */
  public record Posted(int events, int twice, int rejected, int retried) {}

  /** All guarantees. */
  List<Guarantee> guarantees() {
    return Guarantee.of(checks, posted.rejected(), measured);
  }

  /** Whether no guarantee was broken. */
  public boolean isKept() {
    return guarantees().stream()
        .noneMatch(guarantee -> guarantee.result() == Guarantee.Result.BROKEN);
  }

  /** Messages whose receipt was never sent or not recognised. */
  long withoutReceipt() {
    return states.in("SUBMITTED") + states.in("NO_RECEIPT");
  }
}
