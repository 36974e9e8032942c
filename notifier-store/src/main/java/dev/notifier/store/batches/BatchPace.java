package dev.notifier.store.batches;

import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * When and how fast the lines of a batch are sent.
 *
 * @param startAt the first line is not sent before; null = at the release
 * @param from the first minute of the day at which lines are sent, in Vietnam time; null if at all
 *     times
 * @param until the first minute at which none is; null exactly if {@code from} is. Earlier than
 *     {@code from} if the hours include midnight
 * @param finishBy when all lines shall have been sent; null = as soon as possible
 * @param maxPerSecond of lines; null without a limit of its own
 */
public record BatchPace(
    @Nullable Instant startAt,
    @Nullable LocalTime from,
    @Nullable LocalTime until,
    @Nullable Instant finishBy,
    @Nullable Integer maxPerSecond) {
  /** At once, at all times, as fast as possible. */
  public static final BatchPace NONE = new BatchPace(null, null, null, null, null);
}
