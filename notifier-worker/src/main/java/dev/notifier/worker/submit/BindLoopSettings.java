package dev.notifier.worker.submit;

import java.time.Duration;

/**
 * The bounds of a bind's loop.
 *
 * @param responseTimeout how long an answer is waited for
 * @param commitEvery least time between two commits while busy
 * @param answersWithin longest time an answer waits for a commit
 * @param heartbeatEvery an idle owner commits this often
 * @param staleAfter an owner whose last commit began longer ago writes nothing more
 * @param takeOverWait wait after the fence, so that a former owner is surely silent
 * @param checkpointEvery how often the journal lists what is open
 * @param drainBudget how long an orderly stop waits for answers
 */
record BindLoopSettings(
    Duration responseTimeout,
    Duration commitEvery,
    Duration answersWithin,
    Duration heartbeatEvery,
    Duration staleAfter,
    Duration takeOverWait,
    Duration checkpointEvery,
    Duration drainBudget) {
  static BindLoopSettings of(Duration responseTimeout) {
    return new BindLoopSettings(
        responseTimeout,
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }
}
