package dev.notifier.local.bench;

import java.time.Instant;
import java.util.Optional;

/**
 * Everything that a run found out.
 *
 * @param messageCentre what answered, in words
 * @param complete whether every accepted message is DELIVERED
 * @param storedAfter seconds from the first call until the store showed the last one DELIVERED, or
 *     until the wait was given up
 * @param centre what our simulator counted; empty = the centre is not ours
 * @param cpu what was used from before the first call until all was stored; empty = the system does
 *     not tell
 */
record BenchResult(
    Setting setting,
    String messageCentre,
    PostingResult posted,
    boolean complete,
    double storedAfter,
    StoredOutcome outcome,
    Optional<SimulatorClient.Counts> centre,
    Optional<CpuMeter.Look> cpu) {
  /**
   * How the run was made.
   *
   * @param messages asked for
   * @param warmUp sent before and not counted
   * @param cores of the machine
   * @param disk kind of file system
   */
  record Setting(
      Instant begun,
      int messages,
      int batch,
      int connections,
      int warmUp,
      int cores,
      String disk) {}

  long delivered() {
    return outcome.in("DELIVERED");
  }

  /** Accepted, and not delivered. */
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

  /** Without the beginning and the end, when not all parts are at work. */
  double middlePerSecond() {
    return 0.8 * rate(delivered(), outcome.middle());
  }

  double perThousand(double seconds) {
    return delivered() == 0 ? 0 : seconds * 1000 / (double) delivered();
  }

  /** CPU seconds of the parts whose work is the product's. */
  double counted() {
    return cpu.stream()
        .flatMap(look -> look.parts().entrySet().stream())
        .filter(part -> JsonReport.COUNTED.contains(part.getKey()))
        .mapToDouble(part -> part.getValue().cpu())
        .sum();
  }

  /** Which share of the machine programs used that have nothing to do with the run; 0 to 1. */
  Optional<Double> othersShare() {
    return cpu.filter(look -> storedAfter > 0)
        .map(look -> {
          var ours = look.parts().values().stream().mapToDouble(ResourceUsage::cpu).sum();
          return Math.clamp((look.machine() - ours) / storedAfter / setting.cores(), 0, 1);
        });
  }

  private static double rate(long count, double seconds) {
    return seconds <= 0 ? 0 : (double) count / seconds;
  }
}
