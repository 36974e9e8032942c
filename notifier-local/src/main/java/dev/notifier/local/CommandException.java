package dev.notifier.local;

/** A command that cannot be done, told to its user in one line that says what to do instead. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }
}
