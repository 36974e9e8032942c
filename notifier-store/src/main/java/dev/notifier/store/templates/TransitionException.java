package dev.notifier.store.templates;

/** Ends a transaction that changes nothing. Carries no stack trace: it is an answer. */
final class TransitionException extends RuntimeException {
  private final TransitionError error;

  TransitionException(TransitionError error) {
    super(error.name(), null, false, false);
    this.error = error;
  }

  TransitionError error() {
    return error;
  }
}
