package dev.notifier.worker.kafka;

/** The metrics of this room. All carry the tag {@code loop}. */
enum KafkaMeter {
  /** Timer: a batch from poll to commit. */
  BATCH("notifier.loop.batch"),
  /** Counter: batches that failed and come again. */
  FAILURES("notifier.loop.failures"),
  /** Gauge: records that stand before the loop, on the partitions this process reads. */
  LAG("notifier.loop.lag");

  private final String id;

  KafkaMeter(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
