package dev.notifier.console.web;

/** A request has no form that the console reads: its body, or what its address has typed. */
public final class BadFormException extends RuntimeException {
  public BadFormException() {
    super("No form, too long, or with values that no form sends");
  }
}
