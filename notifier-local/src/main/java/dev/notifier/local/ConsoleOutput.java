package dev.notifier.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the user reads: one line per thing worth knowing. */
final class ConsoleOutput {
  private final PrintStream out;

  ConsoleOutput(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  void part(String name, String line) {
    say(String.format(Locale.ROOT, "  %-9s %s", name, line));
  }

  /** For what is not a line: tables, and a line that changes. */
  PrintStream out() {
    return out;
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
