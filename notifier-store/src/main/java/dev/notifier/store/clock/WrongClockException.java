package dev.notifier.store.clock;

import java.time.Duration;

/** The clock of this machine is too far from PostgreSQL's. */
public final class WrongClockException extends RuntimeException {
  WrongClockException(Duration ahead) {
    super(
        "The clock of this machine is "
            + ahead.abs().toSeconds()
            + " s "
            + (ahead.isNegative() ? "behind" : "ahead of")
            + " the clock of PostgreSQL, more than "
            + ClockGuard.LIMIT.toSeconds()
            + " s: messages would expire too early or too late, and Kafka refuses records of the"
            + " future. Synchronize the clocks of all machines, for example with NTP, and start the"
            + " program again");
  }
}
