package dev.notifier.store.clock;

/** The clock of this machine was not compared with PostgreSQL's, or differs too much. */
public final class WrongClockException extends RuntimeException {
  WrongClockException(String message) {
    super(message);
  }
}
