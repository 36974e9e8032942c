package dev.notifier.console.overview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of {@code GET /v1/batches}. */
record BatchList(List<Batch> batches, @Nullable String next) {
  private static final int PERCENT = 100;

  /** A batch. */
  record Batch(
      String batchId,
      String name,
      String state,
      Lines lines,
      @Nullable Progress progress,
      @Nullable Speed speed,
      @Nullable Pace pace) {
    /** How many messages of the batch no carrier has yet. */
    long left() {
      return progress == null ? lines.valid() : progress.left();
    }

    /** How much is sent, in percent. */
    int percent() {
      long all = lines.valid();
      return all == 0 ? 0 : (int) ((all - Math.min(all, left())) * PERCENT / all);
    }

    /** When its last line is passed on; null if that is not foreseeable. */
    @Nullable Instant expectedEnd() {
      return speed == null ? null : speed.estimatedEnd();
    }

    /** When it begins to be sent, if it was released and that is still to come; else null. */
    @Nullable Instant start(Instant now) {
      Instant start = pace == null ? null : pace.startAt();
      return state.equals("RUNNING") && start != null && start.isAfter(now) ? start : null;
    }

    /** Whether its lines are known, so that a part of them can have been sent. */
    boolean isCounted() {
      return !state.equals("PARSING") && !state.equals("NEEDS_ANSWER");
    }

    /** The colour of the state. */
    String tag(Instant now) {
      if (start(now) != null || state.equals("PARSING")) {
        return "";
      }
      return state.equals("RUNNING") ? "good" : "warn";
    }
  }

  /** The lines of its file. */
  record Lines(long valid) {}

  /** What has become of them. */
  record Progress(long fed, long notFed, long planned, long waiting) {
    long left() {
      return notFed + Math.max(0, fed - planned) + waiting;
    }
  }

  /** When it is sent. */
  record Pace(@Nullable Instant startAt) {}

  /** How fast lines are being passed on. */
  record Speed(@Nullable Instant estimatedEnd) {}
}
