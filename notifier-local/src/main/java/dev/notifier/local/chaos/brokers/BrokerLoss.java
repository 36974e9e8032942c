package dev.notifier.local.chaos.brokers;

import java.util.Locale;

/**
 * The consequences of one lost broker. Times are in seconds from the loss until the last
 * interruption had ended.
 *
 * @param accepting until every request got its 202 at once again
 * @param bound until all sessions were bound again
 * @param urgent until the last urgent message was submitted that had waited for more than 2 s
 * @param submitting the same for other messages and 5 s
 * @param stored until PostgreSQL knew of all submissions that were 5 s old or older
 */
record BrokerLoss(
    LostBroker lost,
    double accepting,
    double bound,
    double urgent,
    double submitting,
    double stored,
    LogLines.Counts log) {
  /** Everything works again within this time. */
  static final double LIMIT_SECONDS = 20;

  static final String HEADER =
      "%-42s %9s %9s %9s %9s %9s   %s"
          .formatted("seconds until", "accepted", "bound", "urgent", "submitted", "stored", "log");

  boolean isKept() {
    return Math.max(Math.max(accepting, bound), Math.max(Math.max(urgent, submitting), stored))
            <= LIMIT_SECONDS
        && log.stackTraces() == 0;
  }

  /** A line of the table. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-42s %9.1f %9.1f %9.1f %9.1f %9.1f   %d errors, %d warnings, %d lines of stack traces",
        lost.description(),
        accepting,
        bound,
        urgent,
        submitting,
        stored,
        log.errors(),
        log.warnings(),
        log.stackTraces());
  }
}
