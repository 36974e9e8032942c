package dev.notifier.local.console;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Writes lines for the user to the terminal. */
public final class ConsoleOutput {
  private final PrintStream stream;

  public ConsoleOutput(PrintStream stream) {
    this.stream = stream;
  }

  /** A console on standard output. */
  public static ConsoleOutput standard() {
    return new ConsoleOutput(System.out);
  }

  /** Whether a person reads what is printed; otherwise it may go into a log. */
  public static boolean isOnTerminal() {
    // It is null in Java 25 if there is no terminal, unlike in Java 22.
    @SuppressWarnings("SystemConsoleNull")
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return terminal;
  }

  public void print(String line) {
    stream.println(line);
    stream.flush();
  }

  /** Prints a row of a table: the name of a component, then a text. */
  public void printComponent(String name, String text) {
    print(String.format(Locale.ROOT, "  %-9s %s", name, text));
  }

  /** The underlying stream, for tables and for a progress line. */
  public PrintStream stream() {
    return stream;
  }

  /** The time since this value of {@link System#nanoTime()}, such as {@code 1.5 s}. */
  public static String secondsSince(long nanoTime) {
    var duration = Duration.ofNanos(System.nanoTime() - nanoTime);
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
