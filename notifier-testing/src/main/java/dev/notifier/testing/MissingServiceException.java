package dev.notifier.testing;

/**
 * Something that tests need is not there. The message says what to do, in one line; where in a test
 * that was noticed says nothing, so there is no stack trace.
 */
public final class MissingServiceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MissingServiceException(String message) {
    super(message, null, false, false);
  }
}
