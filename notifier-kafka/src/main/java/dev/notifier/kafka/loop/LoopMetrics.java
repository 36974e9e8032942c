package dev.notifier.kafka.loop;

/** The metrics of loops. All have the tag {@code loop}. */
enum LoopMetrics {
  /** Timer: one batch, from poll to commit. */
  BATCH("notifier.loop.batch"),
  /** Counter: batches that failed and are delivered again. */
  FAILURES("notifier.loop.failures"),
  /** Gauge: unread records on the partitions that this process reads. */
  LAG("notifier.loop.lag"),
  /** Gauge, by {@code lane}: the age in seconds of the oldest record that waits; 0 if none does. */
  OLDEST_AGE("notifier.loop.oldest.age");

  private final String id;

  LoopMetrics(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
