package dev.notifier.api.batches;

import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.batches.StoredBatch;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast the lines of a batch are being passed on.
 *
 * @param linesPerSecond in the last minute or two; null until that is known
 * @param estimatedEnd when the last line is passed on if it goes on so, in its sending hours; null
 *     if that is not known
 */
record SpeedDocument(@Nullable Double linesPerSecond, @Nullable Instant estimatedEnd) {
  /** A shorter time says too little. */
  private static final Duration MIN_TIME = Duration.ofSeconds(5);

  /**
   * @return null unless the batch is RUNNING
   */
  static @Nullable SpeedDocument of(StoredBatch batch, Instant now) {
    if (batch.state() != BatchState.RUNNING) {
      return null;
    }
    Double measured = measured(batch, now);
    int waiting = batch.lines().valid() - batch.lines().fed();
    double rate = measured != null && measured > 0 ? measured : planned(batch.pace());
    return new SpeedDocument(
        measured == null ? null : Math.round(10 * measured) / 10.0,
        waiting <= 0 ? null : end(batch.pace(), waiting, rate, now));
  }

  private static @Nullable Double measured(StoredBatch batch, Instant now) {
    StoredBatch.Measured measured = batch.measured();
    if (measured == null) {
      return null;
    }
    Duration time = Duration.between(measured.at(), now);
    return time.compareTo(MIN_TIME) < 0
        ? null
        : (batch.lines().fed() - measured.fed()) / (time.toMillis() / 1e3);
  }

  /** Before it has begun, and at night: as fast as it may, 0 without a limit. */
  private static int planned(BatchPace pace) {
    Integer limit = pace.maxPerSecond();
    return limit == null ? 0 : limit;
  }

  private static @Nullable Instant end(BatchPace pace, int waiting, double rate, Instant now) {
    Instant finishBy = pace.finishBy();
    if (rate <= 0) {
      return finishBy != null && finishBy.isAfter(now) ? finishBy : null;
    }
    Instant start = pace.startAt();
    return pace.openFor(
        start == null || start.isBefore(now) ? now : start,
        Duration.ofSeconds((long) Math.ceil(waiting / rate)));
  }
}
