package dev.notifier.local.console;

/** A command that cannot be executed. The message is one line that says what to do instead. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }
}
