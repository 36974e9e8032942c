package dev.notifier.local.bench;

import java.io.PrintStream;
import java.util.Locale;

/** One line that replaces itself on a terminal; nothing elsewhere. For one thread. */
final class ProgressLine {
  private static final int BAR_CELLS = 24;
  private static final String CLEAR = "\r\u001b[K";
  private static final double NANOS_A_SECOND = 1e9;

  private final PrintStream out;
  private final boolean terminal;
  private final int messages;
  private final long begun = System.nanoTime();
  private long deliveredBefore;
  private long lookedAt = begun;

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
        (states.delivered() - deliveredBefore) / Math.max(1e-3, (now - lookedAt) / NANOS_A_SECOND);
    deliveredBefore = states.delivered();
    lookedAt = now;
    var done = (int) (BAR_CELLS * Math.min(states.delivered(), messages) / messages);
    out.print(
        String.format(
            Locale.ROOT,
            "%s  [%s%s] accepted %,d  planned %,d  submitted %,d  delivered %,d  %,.0f/s  %.0f s",
            CLEAR,
            "#".repeat(done),
            ".".repeat(BAR_CELLS - done),
            accepted,
            states.planned(),
            states.submitted(),
            states.delivered(),
            rate,
            (now - begun) / NANOS_A_SECOND));
    out.flush();
  }

  /** Takes the line away. */
  void end() {
    if (terminal) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
