package dev.notifier.console.batches;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the lines of a batch that was released.
 *
 * @param notFed that were not passed on to planning
 * @param waiting that no carrier has yet
 * @param withCarriers that a carrier has or had: they cannot be taken back
 */
record SendingProgress(
    long notFed,
    long planned,
    long waiting,
    long submitted,
    long delivered,
    @Nullable List<Reason> failed,
    @Nullable List<Reason> skipped,
    long cancelled,
    long noReceipt,
    long withCarriers) {
  /** How many lines have ended for a reason. */
  record Reason(String reason, long lines) {}

  List<Reason> failures() {
    return Objects.requireNonNullElse(failed, List.of());
  }

  List<Reason> omissions() {
    return Objects.requireNonNullElse(skipped, List.of());
  }

  long allFailed() {
    return failures().stream().mapToLong(Reason::lines).sum();
  }

  long allSkipped() {
    return omissions().stream().mapToLong(Reason::lines).sum();
  }

  /** Lines that a carrier has, or that have ended. */
  long gone() {
    return Math.max(0, planned - waiting);
  }

  /** Lines that a pause or a cancellation can still hold back. */
  long notGone() {
    return notFed + waiting;
  }
}
