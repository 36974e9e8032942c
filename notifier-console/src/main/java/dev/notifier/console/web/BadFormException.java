package dev.notifier.console.web;

/** The body of a request is no form that the console reads. */
public final class BadFormException extends RuntimeException {
  BadFormException() {
    super("The body is not a form, or too long");
  }
}
