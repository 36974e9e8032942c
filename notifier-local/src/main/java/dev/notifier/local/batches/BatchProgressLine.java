package dev.notifier.local.batches;

import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * A line about a batch that replaces itself on a terminal; prints nothing elsewhere. Not
 * thread-safe.
 */
final class BatchProgressLine {
  private static final int BAR_CELLS = 30;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;

  BatchProgressLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void show(JsonNode batch) {
    if (terminal) {
      out.print(CLEAR + text(batch));
      out.flush();
    }
  }

  /** The line, without what clears the former one. */
  static String text(JsonNode batch) {
    String state = batch.path("state").asString("");
    JsonNode progress = batch.path("progress");
    long valid = batch.path("lines").path("valid").asLong(0);
    if (progress.isMissingNode() || progress.isNull() || valid == 0) {
      return String.format(
          Locale.ROOT, "  %s  %,d lines read", state, batch.path("lines").path("read").asLong(0));
    }
    long ended = BatchText.ended(progress);
    int cells = (int) Math.min(BAR_CELLS, BAR_CELLS * ended / valid);
    return String.format(
            Locale.ROOT,
            "  %s  [%s%s] %,d of %,d ended  fed %,d  with carriers %,d  delivered %,d  failed %,d",
            state,
            "#".repeat(cells),
            ".".repeat(BAR_CELLS - cells),
            ended,
            valid,
            progress.path("fed").asLong(0),
            progress.path("submitted").asLong(0),
            progress.path("delivered").asLong(0),
            BatchText.total(progress.path("failed")))
        + speed(batch.path("speed"));
  }

  private static String speed(JsonNode speed) {
    if (!speed.hasNonNull("linesPerSecond")) {
      return "";
    }
    String rate =
        String.format(Locale.ROOT, "  %,.1f lines/s", speed.path("linesPerSecond").asDouble());
    return speed.hasNonNull("estimatedEnd")
        ? rate + "  until " + speed.path("estimatedEnd").asString()
        : rate;
  }

  /** Removes the line. */
  void end() {
    if (terminal) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
