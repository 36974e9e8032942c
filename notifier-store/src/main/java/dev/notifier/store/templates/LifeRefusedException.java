package dev.notifier.store.templates;

/** Ends a transaction that changes nothing. Carries no stack trace: it is an answer. */
final class LifeRefusedException extends RuntimeException {
  private final LifeRefusal why;

  LifeRefusedException(LifeRefusal why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  LifeRefusal why() {
    return why;
  }
}
