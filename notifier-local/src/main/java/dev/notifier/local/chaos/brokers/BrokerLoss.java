package dev.notifier.local.chaos.brokers;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The consequences of one lost broker. Times are in seconds from the loss.
 *
 * @param accepting until the last pause had ended in which the api accepted nothing
 * @param bound until all sessions were bound again
 * @param submitting until the last pause had ended in which the SMSC got nothing
 * @param urgent until the last urgent message was submitted that had waited for more than 2 s
 * @param stored until the last pause had ended in which PostgreSQL got no submission
 * @param backlog until the last other message was submitted that had waited for more than 5 s
 */
record BrokerLoss(
    LostBroker lost,
    double accepting,
    double bound,
    double submitting,
    double urgent,
    double stored,
    double backlog,
    LogLines.Counts log) {
  /** Everything works again within this time; the backlog may take longer. */
  static final double LIMIT_SECONDS = 20;

  static final String HEADER =
      "%-42s %9s %9s %9s %9s %9s %9s   %s"
          .formatted(
              "seconds until",
              "accepted",
              "bound",
              "submitted",
              "urgent",
              "stored",
              "backlog",
              "log");

  boolean isKept() {
    return DoubleStream.of(accepting, bound, submitting, urgent, stored)
            .allMatch(seconds -> seconds <= LIMIT_SECONDS)
        && log.stackTraces() == 0;
  }

  /** A line of the table. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-42s %9.1f %9.1f %9.1f %9.1f %9.1f %9.1f"
            + "   %d errors, %d warnings, %d lines of stack traces",
        lost.description(),
        accepting,
        bound,
        submitting,
        urgent,
        stored,
        backlog,
        log.errors(),
        log.warnings(),
        log.stackTraces());
  }
}
