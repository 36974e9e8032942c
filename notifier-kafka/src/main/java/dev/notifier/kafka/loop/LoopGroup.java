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
   * Stops all at once.
   *
   * @return whether all ended within the budget; what had to be interrupted comes again later
   */
  public boolean stop(Duration budget) {
    long end = nanoTime.getAsLong() + budget.toNanos();
    loops.forEach(TransactionalLoop::askToStop);
    boolean all = true;
    for (TransactionalLoop loop : loops) {
      all &= loop.stop(Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong())));
    }
    return all;
  }

  public List<LoopStatus> statuses() {
    return loops.stream().map(TransactionalLoop::status).toList();
  }
}
