package dev.notifier.store.templates;

/** Rolls back a transaction because the action is not possible. Has no stack trace. */
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
