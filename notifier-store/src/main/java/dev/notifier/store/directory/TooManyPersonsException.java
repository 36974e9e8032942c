package dev.notifier.store.directory;

/** A tenant would have more persons in the directory than allowed. */
public final class TooManyPersonsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyPersonsException() {
    super("A tenant has as many persons in the directory as allowed");
  }
}
