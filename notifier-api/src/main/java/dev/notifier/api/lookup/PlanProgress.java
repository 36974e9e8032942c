package dev.notifier.api.lookup;

/** Finds out whether the plan stage has stored every event that was accepted before a moment. */
@FunctionalInterface
public interface PlanProgress {
  /**
   * Whether all events that were accepted, by any api, before a moment have been planned; false if
   * this cannot be found out, or another caller asks at the moment. May block for some seconds.
   *
   * @param moment of the monotonic clock
   */
  boolean hasPlannedAllBefore(long moment);
}
