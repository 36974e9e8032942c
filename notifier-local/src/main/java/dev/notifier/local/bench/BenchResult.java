package dev.notifier.local.bench;

import dev.notifier.local.bench.CpuMeter.Measurement;
import java.time.Instant;
import java.util.Optional;

/**
 * The result of a load run.
 *
 * @param smsc a description of the SMSC, for people
 * @param complete whether every accepted message is DELIVERED
 * @param storedAfter seconds from the first request until the database showed the last message as
 *     DELIVERED, or until the run gave up
 * @param smscCounts the counts of the simulator; empty = the SMSC is external
 * @param usage what was used from before the first request until everything was stored; empty = the
 *     system does not report it
 */
record BenchResult(
    Setup setup,
    String smsc,
    PostingResult posted,
    boolean complete,
    double storedAfter,
    StoredOutcome outcome,
    Optional<SimulatorClient.Counts> smscCounts,
    Optional<Measurement> usage) {
  /**
   * The conditions of a run.
   *
   * @param messages how many were to be posted
   * @param warmUp messages that were sent before and not counted
   * @param cores of the machine
   * @param disk type of the file system
   */
  record Setup(
      Instant begun,
      int messages,
      int batch,
      int connections,
      int warmUp,
      int cores,
      String disk) {}

  long delivered() {
    return outcome.states().in("DELIVERED");
  }

  /** Messages that were accepted and not delivered. */
  long lost() {
    return posted.accepted() - delivered();
  }

  double acceptedPerSecond() {
    return rate(posted.accepted(), posted.nanos() / 1e9);
  }

  double submittedPerSecond() {
    return rate(outcome.submitted(), outcome.submittedAfter());
  }

  double deliveredPerSecond() {
    return rate(delivered(), storedAfter);
  }

  /** Without the first and the last tenth, when not all components are busy. */
  double middlePerSecond() {
    return 0.8 * rate(delivered(), outcome.middle());
  }

  double perThousand(double seconds) {
    return delivered() == 0 ? 0 : seconds * 1000 / (double) delivered();
  }

  /** CPU seconds of the components whose work belongs to the product. */
  double countedCpu() {
    return usage.stream()
        .flatMap(measured -> measured.components().entrySet().stream())
        .filter(component -> CpuMeter.COUNTED.contains(component.getKey()))
        .mapToDouble(component -> component.getValue().cpu())
        .sum();
  }

  /** The share of the machine, from 0 to 1, that programs outside of the run used. */
  Optional<Double> otherProgramsShare() {
    return usage
        .filter(_ -> storedAfter > 0)
        .map(measured -> {
          var own = measured.components().values().stream().mapToDouble(ResourceUsage::cpu).sum();
          return Math.clamp((measured.machine() - own) / storedAfter / setup.cores(), 0, 1);
        });
  }

  private static double rate(long count, double seconds) {
    return seconds <= 0 ? 0 : (double) count / seconds;
  }
}
