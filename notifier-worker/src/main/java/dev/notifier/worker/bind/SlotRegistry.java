package dev.notifier.worker.bind;

import java.util.Collection;

/** The bind slots: which partition of the binds topic belongs to which session of which route. */
@FunctionalInterface
public interface SlotRegistry {
  /** All registered slots; may grow while the worker runs. May block. */
  Collection<Slot> registered();

  /**
   * A registered slot.
   *
   * @param number 0 to 63
   * @param session from 0
   */
  record Slot(int number, String route, int session) {}
}
