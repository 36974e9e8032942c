package dev.notifier.local.chaos;

import dev.notifier.local.chaos.WorkerKiller.Kill;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a chaos run found out.
 *
 * @param accepted different events that the api took
 * @param twice of these, posted a second time on purpose
 * @param refused events that the api found mistakes in
 * @param retried sent again because the api did not take them
 * @param states notifications by final state, with the reason
 * @param taken segments that the simulator took
 * @param repeated of these, taken before
 * @param findings PostgreSQL against the simulator
 * @param missed looks at the simulator's record that did not show all
 */
record Verdict(
    ChaosOptions options,
    int accepted,
    int twice,
    int refused,
    int retried,
    Map<String, Long> states,
    long taken,
    long repeated,
    VerdictChecker findings,
    int missed,
    Map<String, Integer> faults,
    Set<String> unknownFaults,
    List<Kill> kills,
    double seconds) {

  /** Whether every promise was kept. */
  boolean isKept() {
    return refused == 0
        && findings.lost.count() == 0
        && findings.unmarked.count() == 0
        && findings.contradicted.count() == 0
        && findings.plannedTwice.count() == 0;
  }

  long in(String state) {
    return states.entrySet().stream()
        .filter(each -> each.getKey().equals(state) || each.getKey().startsWith(state + " "))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
