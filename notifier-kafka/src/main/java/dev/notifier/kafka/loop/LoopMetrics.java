package dev.notifier.kafka.loop;

/** The metrics of this room. All carry the tag {@code loop}. */
enum LoopMetrics {
  /** Timer: a batch from poll to commit. */
  BATCH("notifier.loop.batch"),
  /** Counter: batches that failed and come again. */
  FAILURES("notifier.loop.failures"),
  /** Gauge: records that stand before the loop, on the partitions this process reads. */
  LAG("notifier.loop.lag");

  private final String id;

  LoopMetrics(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
