package dev.notifier.worker.webhooks;

import java.util.List;

/**
 * Changes that are sent with one request, and sent again until it is accepted or given up. Used by
 * one thread.
 */
final class Delivery {
  private final List<ReadChange> changes;
  private int attempts;
  private int refusals;
  private int round;

  /**
   * @param changes in their order; not empty
   */
  Delivery(List<ReadChange> changes) {
    this.changes = List.copyOf(changes);
  }

  List<ReadChange> changes() {
    return changes;
  }

  /** How many times it was sent. */
  int attempts() {
    return attempts;
  }

  /** How many of the attempts the receiver has refused for good. */
  int refusals() {
    return refusals;
  }

  /** In which round of attempts it was sent last. */
  int round() {
    return round;
  }

  /**
   * It is sent.
   *
   * @param inRound counts the failures before
   */
  void sent(int inRound) {
    attempts++;
    round = inRound;
  }

  void refused() {
    refusals++;
  }
}
