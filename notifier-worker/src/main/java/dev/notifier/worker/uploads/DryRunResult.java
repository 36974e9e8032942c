package dev.notifier.worker.uploads;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a batch would do, as callers see it.
 *
 * @param skipped lines that would not be sent, by reason
 * @param ucs2Characters that make messages longer, the most frequent first
 * @param samples the shortest and the longest message, and three others; personal data
 * @param sameLines the batch that was released before and has most of the same lines; null if none
 *     has any
 * @param repeatsIncomplete whether there may be more lines about facts of earlier ones than were
 *     counted
 */
record DryRunResult(
    List<Skipped> skipped,
    List<Encoded> encodings,
    List<Routed> routes,
    List<Ucs2Character> ucs2Characters,
    List<Sample> samples,
    @Nullable SameLines sameLines,
    boolean repeatsIncomplete) {
  /** Lines that would not be sent. */
  record Skipped(String reason, int lines) {}

  /** Messages in an encoding. */
  record Encoded(String encoding, int messages, long segments) {}

  /**
   * Messages on a route.
   *
   * @param cost in VND; null if no price is known
   * @param seconds that the route needs at its rate; null if it has none
   */
  record Routed(
      String route, int messages, long segments, @Nullable String cost, @Nullable Long seconds) {}

  /**
   * A character that no GSM-7 text has.
   *
   * @param messages how many have it
   */
  record Ucs2Character(String character, int messages) {}

  /**
   * A batch that was released before.
   *
   * @param percent what part of the lines of this batch it has
   */
  record SameLines(UUID batchId, String name, Instant releasedAt, int percent) {}

  /**
   * A message as it would look.
   *
   * @param locale of its text; personal data, as it may reveal the ethnic group
   */
  record Sample(int line, String phone, String text, int segments, String locale) {
    /** Omits the values. */
    @Override
    public String toString() {
      return "Sample[" + line + "]";
    }
  }
}
