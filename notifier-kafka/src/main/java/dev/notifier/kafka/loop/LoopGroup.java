package dev.notifier.kafka.loop;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Loops that start and stop together. */
public final class LoopGroup {
  private final List<TransactionalLoop> loops;
  private final LongSupplier nanoTime;

  public LoopGroup(List<TransactionalLoop> loops, LongSupplier nanoTime) {
    this.loops = List.copyOf(loops);
    this.nanoTime = nanoTime;
  }

  public void start() {
    loops.forEach(TransactionalLoop::start);
  }

  /**
   * Stops all loops at the same time.
   *
   * @return whether all stopped within the timeout; the batch of an interrupted loop is delivered
   *     again later
   */
  public boolean stop(Duration timeout) {
    long deadline = nanoTime.getAsLong() + timeout.toNanos();
    loops.forEach(TransactionalLoop::requestStop);
    boolean allStopped = true;
    for (TransactionalLoop loop : loops) {
      allStopped &= loop.stop(Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong())));
    }
    return allStopped;
  }

  public List<LoopStatus> statuses() {
    return loops.stream().map(TransactionalLoop::status).toList();
  }
}
