package dev.notifier.local.chaos.verdict;

import dev.notifier.local.chaos.faults.InjectedFaults;
import java.util.Map;

/**
 * What was measured about the guarantees besides the comparison of PostgreSQL with the simulator.
 *
 * @param marked how many events were for numbers of each kind, by label
 * @param singleItem the faults of single binds, routes and rows
 */
public record Measurements(
    Map<String, Integer> marked,
    InjectedFaults singleItem,
    QuarantineCheck quarantine,
    UrgentProbe.Result urgent,
    RateCheck.Result rates,
    ProgressCheck.Result progress,
    LookUpSample.Result lookUps) {}
