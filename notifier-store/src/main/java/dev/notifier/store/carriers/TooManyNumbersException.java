package dev.notifier.store.carriers;

/** The carriers of more numbers would be stored than allowed. */
public final class TooManyNumbersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyNumbersException() {
    super("The carriers of as many numbers as allowed are stored");
  }
}
