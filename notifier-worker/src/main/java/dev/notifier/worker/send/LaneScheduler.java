package dev.notifier.worker.send;

import dev.notifier.contracts.Lane;
import org.jspecify.annotations.Nullable;

/**
 * Decides which lane is next: urgent first, then normal and bulk at {@value #NORMAL_TURNS} to 1
 * while both have messages. Does no I/O; used by one thread.
 */
final class LaneScheduler {
  private static final int NORMAL_TURNS = 4;

  private int normalTurns;

  /** The lane of the next message, or null if no lane has one. */
  @Nullable Lane next(boolean hasUrgent, boolean hasNormal, boolean hasBulk) {
    if (hasUrgent) {
      return Lane.URGENT;
    }
    if (hasNormal && (!hasBulk || normalTurns < NORMAL_TURNS)) {
      normalTurns = hasBulk ? normalTurns + 1 : 0;
      return Lane.NORMAL;
    }
    normalTurns = 0;
    return hasBulk ? Lane.BULK : null;
  }
}
