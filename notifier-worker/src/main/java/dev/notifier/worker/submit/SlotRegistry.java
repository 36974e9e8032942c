package dev.notifier.worker.submit;

import java.util.Collection;

/** Which partition of the binds topic stands for which session of which route. */
@FunctionalInterface
public interface SlotRegistry {
  /** All registered slots; may grow while the worker runs. Not called on a bind's thread. */
  Collection<Slot> registered();

  /**
   * A registered slot.
   *
   * @param number 0 to 63
   * @param session from 0
   */
  record Slot(int number, String route, int session) {}
}
