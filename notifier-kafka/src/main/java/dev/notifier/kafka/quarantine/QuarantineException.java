package dev.notifier.kafka.quarantine;

/** A record in the quarantine cannot be handled this way. The message says why, in one line. */
public final class QuarantineException extends Exception {
  private static final long serialVersionUID = 1L;

  QuarantineException(String message) {
    super(message);
  }
}
