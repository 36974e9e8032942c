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

  /** Takes a turn: the lane of the next message, or null if no lane has one. */
  @Nullable Lane next(boolean hasUrgent, boolean hasNormal, boolean hasBulk) {
    Lane lane = peek(hasUrgent, hasNormal, hasBulk);
    if (lane != null) {
      taken(lane, hasBulk);
    }
    return lane;
  }

  /** The lane of the next message without taking the turn, or null if no lane has one. */
  @Nullable Lane peek(boolean hasUrgent, boolean hasNormal, boolean hasBulk) {
    if (hasUrgent) {
      return Lane.URGENT;
    }
    if (hasNormal && (!hasBulk || normalTurns < NORMAL_TURNS)) {
      return Lane.NORMAL;
    }
    return hasBulk ? Lane.BULK : null;
  }

  /** A message of this lane was taken. */
  void taken(Lane lane, boolean hasBulk) {
    switch (lane) {
      case URGENT -> {}
      case NORMAL -> normalTurns = hasBulk ? normalTurns + 1 : 0;
      case BULK -> normalTurns = 0;
    }
  }
}
