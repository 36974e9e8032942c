package dev.notifier.store.templates;

/** Ends a transaction that changes nothing. Carries no stack trace: it is an answer. */
final class TransitionException extends RuntimeException {
  private final TransitionError why;

  TransitionException(TransitionError why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  TransitionError why() {
    return why;
  }
}
