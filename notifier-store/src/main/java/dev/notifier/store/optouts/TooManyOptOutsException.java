package dev.notifier.store.optouts;

/** A tenant would have opt-outs of more numbers than allowed. */
public final class TooManyOptOutsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyOptOutsException() {
    super("A tenant has opt-outs of as many numbers as allowed");
  }
}
