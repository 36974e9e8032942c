package dev.notifier.testing;

/**
 * A service that tests need is missing. The message says in one line what to do. There is no stack
 * trace, because the place in the test does not matter.
 */
public final class MissingServiceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MissingServiceException(String message) {
    super(message, null, false, false);
  }
}
