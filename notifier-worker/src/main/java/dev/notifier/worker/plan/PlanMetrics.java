package dev.notifier.worker.plan;

/** The counters of the plan stage. All have the tag {@code lane}. */
enum PlanMetrics {
  /** Messages written to a submit lane. */
  PLANNED("notifier.plan.planned"),
  /** Segments of these messages. */
  SEGMENTS("notifier.plan.segments"),
  /** Notifications that are not sent, by {@code reason}. */
  SKIPPED("notifier.plan.skipped"),
  /** Messages that wait for a time. */
  DEFERRED("notifier.plan.deferred"),
  /** Messages for which this time has come, whatever becomes of them. */
  RELEASED("notifier.plan.released"),
  /** Skipped events that an operator had planned again, whatever the result. */
  PLANNED_AGAIN("notifier.plan.planned.again"),
  /** Events that were planned before. */
  DUPLICATES("notifier.plan.duplicates"),
  /** Events that were stored, but not committed to Kafka because of a failure. */
  REPLAYED("notifier.plan.replayed");

  private final String id;

  PlanMetrics(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
