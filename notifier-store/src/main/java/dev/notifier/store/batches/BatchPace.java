package dev.notifier.store.batches;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
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

  /** Sending hours are in this zone. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private static final int MAX_DAYS = 400;
  private static final int SECONDS_OF_DAY = 24 * 60 * 60;

  /**
   * Whether no line may be sent earlier, at other hours or faster than with another pace. An end
   * that is as late as before may need more lines a second in fewer hours.
   */
  public boolean isWithin(BatchPace other, Instant now) {
    Instant end = finishBy;
    Instant otherEnd = other.finishBy;
    boolean endsNoEarlier =
        otherEnd == null || !otherEnd.isAfter(now) || (end != null && !end.isBefore(otherEnd));
    Integer rate = maxPerSecond;
    Integer otherRate = other.maxPerSecond;
    boolean isNoFaster = otherRate == null || (rate != null && rate <= otherRate);
    return !begin(now).isBefore(other.begin(now))
        && areHoursWithin(other)
        && endsNoEarlier
        && isNoFaster;
  }

  private Instant begin(Instant now) {
    return startAt == null || startAt.isBefore(now) ? now : startAt;
  }

  private boolean areHoursWithin(BatchPace other) {
    if (other.from == null || other.until == null) {
      return true;
    }
    return from != null
        && until != null
        && seconds(other.from, from) + seconds(from, until) <= seconds(other.from, other.until);
  }

  /** From one time of the day to the next other one. */
  private static int seconds(LocalTime from, LocalTime until) {
    return Math.floorMod(until.toSecondOfDay() - from.toSecondOfDay(), SECONDS_OF_DAY);
  }

  /**
   * When the sending hours have been open for so long.
   *
   * @param begin from when on
   * @return null if that is more than a year later
   */
  public @Nullable Instant openFor(Instant begin, Duration sending) {
    LocalTime opensAt = from;
    LocalTime closesAt = until;
    if (sending.toDays() >= MAX_DAYS) {
      return null;
    }
    if (opensAt == null || closesAt == null) {
      return begin.plus(sending);
    }
    Duration left = sending;
    // Hours that include midnight begin on the day before.
    ZonedDateTime day = begin.atZone(ZONE).minusDays(1);
    for (int i = 0; i < MAX_DAYS; i++) {
      Instant opens = day.with(opensAt).toInstant();
      ZonedDateTime end = day.with(closesAt);
      Instant closes = (opensAt.isBefore(closesAt) ? end : end.plusDays(1)).toInstant();
      Instant first = opens.isBefore(begin) ? begin : opens;
      if (closes.isAfter(first)) {
        Duration open = Duration.between(first, closes);
        if (open.compareTo(left) >= 0) {
          return first.plus(left);
        }
        left = left.minus(open);
      }
      day = day.plusDays(1);
    }
    return null;
  }
}
