package dev.notifier.store.optouts;

/** A number would get more statements of one day than allowed. */
public final class TooManyStatementsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyStatementsException() {
    super("A number has as many statements of one day as allowed");
  }
}
