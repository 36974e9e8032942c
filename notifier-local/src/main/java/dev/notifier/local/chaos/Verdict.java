package dev.notifier.local.chaos;

import dev.notifier.local.bench.NotificationStates;
import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.chaos.WorkerKiller.Kill;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of a chaos run.
 *
 * @param states the notifications at the end
 * @param segments what the simulator counted
 * @param checks the comparison of PostgreSQL with the simulator
 */
record Verdict(
    ChaosOptions options,
    Posted posted,
    NotificationStates states,
    SimulatorClient.Counts segments,
    VerdictChecker checks,
    Faults faults,
    List<Kill> kills,
    double seconds) {

  /**
   * The events that were posted.
   *
   * @param events different events
   * @param twice those of them that were posted a second time on purpose
   * @param rejected those that the api rejected
   * @param retried posted again, because the api did not accept them
   */
  record Posted(int events, int twice, int rejected, int retried) {}

  /**
   * The faults of the SMSC.
   *
   * @param injected how often, by name
   * @param unsupported the names of those that this simulator does not support
   */
  record Faults(Map<String, Integer> injected, Set<String> unsupported) {}

  /** Whether every guarantee was kept. */
  boolean isKept() {
    return posted.rejected() == 0
        && checks.lost.count() == 0
        && checks.repeatedUnmarked.count() == 0
        && checks.deliveredNeverAccepted.count() == 0
        && checks.plannedTwice.count() == 0;
  }

  /** Messages whose receipt was never sent or not recognised. */
  long withoutReceipt() {
    return states.in("SUBMITTED") + states.in("NO_RECEIPT");
  }
}
