package dev.notifier.worker.retry;

/** The metrics of the retry mover. */
enum RetryMetrics {
  /** Counter, by {@code lane}: submissions that were moved back to their lane. */
  MOVED("notifier.retry.moved");

  private final String id;

  RetryMetrics(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
