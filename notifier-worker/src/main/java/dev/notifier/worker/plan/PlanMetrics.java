package dev.notifier.worker.plan;

/** The metrics of this room. All carry the tag {@code lane}. */
enum PlanMetrics {
  /** Counter: messages put into a submit lane. */
  PLANNED("notifier.plan.planned"),
  /** Counter: segments of those messages. */
  SEGMENTS("notifier.plan.segments"),
  /** Counter, by {@code reason}: notifications that ended here. */
  SKIPPED("notifier.plan.skipped"),
  /** Counter: repetitions of events that are known. */
  DUPLICATES("notifier.plan.duplicates"),
  /** Counter: events that were stored but not committed when something failed. */
  REPLAYED("notifier.plan.replayed"),
  /** Counter: records that are no events. */
  UNREADABLE("notifier.plan.unreadable");

  private final String id;

  PlanMetrics(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
