package dev.notifier.worker.submit;

import dev.notifier.contracts.Lane;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: urgent always, then normal and bulk at {@value #NORMAL_TURNS} to 1 while both
 * wait. Pure; one thread.
 */
final class LaneScheduler {
  private static final int NORMAL_TURNS = 4;

  private int normalTurns;

  /** The lane to take the next message from, or null when nothing waits. */
  @Nullable Lane pick(boolean urgent, boolean normal, boolean bulk) {
    if (urgent) {
      return Lane.URGENT;
    }
    if (normal && (!bulk || normalTurns < NORMAL_TURNS)) {
      normalTurns = bulk ? normalTurns + 1 : 0;
      return Lane.NORMAL;
    }
    normalTurns = 0;
    return bulk ? Lane.BULK : null;
  }
}
