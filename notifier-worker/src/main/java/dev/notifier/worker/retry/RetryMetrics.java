package dev.notifier.worker.retry;

/** The metrics of this room. */
enum RetryMetrics {
  /** Counter, by {@code lane}: submissions that were brought back into their lane. */
  MOVED("notifier.retry.moved"),
  /** Counter, by {@code lane}: records that are no submissions. */
  UNREADABLE("notifier.retry.unreadable");

  private final String id;

  RetryMetrics(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
