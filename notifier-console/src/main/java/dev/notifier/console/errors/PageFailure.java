package dev.notifier.console.errors;

/** The places of an exception without its messages. */
final class PageFailure extends Exception {
  PageFailure(Throwable failure) {
    super(
        failure.getClass().getName(),
        failure.getCause() == null ? null : new PageFailure(failure.getCause()));
    setStackTrace(failure.getStackTrace());
  }
}
