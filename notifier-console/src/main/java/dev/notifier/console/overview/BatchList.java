package dev.notifier.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A page of {@code GET /v1/batches}. */
record BatchList(List<Batch> batches, @Nullable String next) {
  private static final int PERCENT = 100;

  /** Before that, a forecast would be a guess. */
  private static final Duration SOON = Duration.ofSeconds(30);

  /** A batch. */
  record Batch(
      String batchId,
      String name,
      String state,
      @Nullable String reason,
      Lines lines,
      @Nullable Progress progress,
      @Nullable Pace pace,
      @Nullable Instant releasedAt) {
    /** How many messages of the batch no carrier has yet. */
    long left() {
      return progress == null ? lines.valid() : progress.left();
    }

    /** How much is sent, in percent. */
    int percent() {
      long all = lines.valid();
      return all == 0 ? 0 : (int) ((all - Math.min(all, left())) * PERCENT / all);
    }

    /** When it ends if it goes on as since its release; null if that is not foreseeable. */
    @Nullable Instant expectedEnd(Instant now) {
      if (!state.equals("RUNNING") || releasedAt == null) {
        return null;
      }
      Instant begin =
          pace == null ? releasedAt : Objects.requireNonNullElse(pace.startAt(), releasedAt);
      Duration sofar = Duration.between(begin, now);
      long sent = lines.valid() - left();
      if (sent <= 0 || sofar.compareTo(SOON) < 0) {
        return null;
      }
      return now.plusMillis((long) ((double) sofar.toMillis() / sent * left()));
    }

    /** The colour of the state. */
    String tag() {
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

  /** When it may be sent. */
  record Pace(@Nullable Instant startAt) {}
}
