package dev.notifier.worker.bind;

import java.util.Collection;

/**
 * The bind slots: which partition of the binds topic belongs to which session of which route.
 * Thread-safe.
 */
@FunctionalInterface
public interface SlotRegistry {
  /**
   * All registered slots, as far as this worker knows; may grow while the worker runs. Never
   * blocks, because it is called between two polls and during a rebalance.
   */
  Collection<Slot> registered();

  /**
   * A registered slot.
   *
   * @param number the partition of the binds topic, from 0; may exceed the partitions that the
   *     topic has, which are added soon
   * @param session from 0
   */
  record Slot(int number, String route, int session) {}
}
