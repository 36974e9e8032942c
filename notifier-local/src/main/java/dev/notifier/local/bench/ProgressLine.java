package dev.notifier.local.bench;

import java.io.PrintStream;
import java.util.Locale;

/**
 * A progress line that replaces itself on a terminal; prints nothing elsewhere. Not thread-safe.
 */
final class ProgressLine {
  private static final int BAR_CELLS = 24;
  private static final String CLEAR = "\r\u001b[K";
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final boolean terminal;
  private final int messages;
  private final long begun = System.nanoTime();
  private long deliveredBefore;
  private long shownAt = begun;

  ProgressLine(PrintStream out, boolean terminal, int messages) {
    this.out = out;
    this.terminal = terminal;
    this.messages = messages;
  }

  void show(long accepted, StateCounts states) {
    if (!terminal) {
      return;
    }
    var now = System.nanoTime();
    var rate =
        (states.delivered() - deliveredBefore) / Math.max(1e-3, (now - shownAt) / NANOS_PER_SECOND);
    deliveredBefore = states.delivered();
    shownAt = now;
    var cells = (int) (BAR_CELLS * Math.min(states.delivered(), messages) / messages);
    out.print(
        String.format(
            Locale.ROOT,
            "%s  [%s%s] accepted %,d  planned %,d  submitted %,d  delivered %,d  %,.0f/s  %.0f s",
            CLEAR,
            "#".repeat(cells),
            ".".repeat(BAR_CELLS - cells),
            accepted,
            states.planned(),
            states.submitted(),
            states.delivered(),
            rate,
            (now - begun) / NANOS_PER_SECOND));
    out.flush();
  }

  /** Removes the line. */
  void end() {
    if (terminal) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
