package dev.notifier.store.plan;

/** The position of an event in its topic. */
record Position(int partition, long offset) {
  static Position of(PlannedEvent event) {
    return new Position(event.partition(), event.offset());
  }
}
