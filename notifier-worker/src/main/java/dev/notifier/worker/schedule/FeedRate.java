package dev.notifier.worker.schedule;

import dev.notifier.store.batches.BatchPace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How many lines a second a batch may send now, by its start, its sending hours, the time by which
 * it shall be finished, and its limit. Pure.
 */
final class FeedRate {
  /** Sending hours are in this zone. */
  static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  /** Without a limit. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int MAX_DAYS = 400;

  private FeedRate() {}

  /**
   * The rate of a batch.
   *
   * @param waiting lines that it has not sent
   * @return 0 if it may send nothing now
   */
  static int perSecond(BatchPace pace, int waiting, Instant now) {
    if (!isOpen(pace, now)) {
      return 0;
    }
    Integer limit = pace.maxPerSecond();
    int most = limit == null ? UNLIMITED : limit;
    Instant finishBy = pace.finishBy();
    if (finishBy == null) {
      return most;
    }
    long seconds = openUntil(pace, now, finishBy).toSeconds();
    // Too late: as fast as allowed.
    return seconds <= 0 ? most : (int) Math.min(most, Math.ceilDiv(waiting, seconds));
  }

  /** Whether lines may be sent at a time. */
  static boolean isOpen(BatchPace pace, Instant now) {
    Instant start = pace.startAt();
    if (start != null && now.isBefore(start)) {
      return false;
    }
    LocalTime from = pace.from();
    LocalTime until = pace.until();
    if (from == null || until == null) {
      return true;
    }
    LocalTime time = now.atZone(ZONE).toLocalTime();
    return from.isBefore(until)
        ? !time.isBefore(from) && time.isBefore(until)
        : !time.isBefore(from) || time.isBefore(until);
  }

  /** How long the sending hours are open between two times. */
  private static Duration openUntil(BatchPace pace, Instant now, Instant end) {
    LocalTime from = pace.from();
    LocalTime until = pace.until();
    if (from == null || until == null) {
      return Duration.between(now, end);
    }
    Duration open = Duration.ZERO;
    // Hours that include midnight begin on the day before.
    ZonedDateTime day = now.atZone(ZONE).minusDays(1);
    for (int i = 0; i < MAX_DAYS && day.with(from).toInstant().isBefore(end); i++) {
      ZonedDateTime opens = day.with(from);
      ZonedDateTime closes = day.with(until);
      closes = closes.isAfter(opens) ? closes : closes.plusDays(1);
      open = open.plus(common(opens.toInstant(), closes.toInstant(), now, end));
      day = day.plusDays(1);
    }
    return open;
  }

  private static Duration common(Instant from, Instant until, Instant now, Instant end) {
    Instant first = from.isAfter(now) ? from : now;
    Instant last = until.isBefore(end) ? until : end;
    return last.isAfter(first) ? Duration.between(first, last) : Duration.ZERO;
  }

  /**
   * What a batch may send at once.
   *
   * @param credit what was left before
   * @param elapsed since then
   * @return at most what it may send in a second, and at least a line if its rate is one
   */
  static double credit(double credit, int perSecond, Duration elapsed) {
    return perSecond == UNLIMITED
        ? UNLIMITED
        : Math.min(Math.max(1, perSecond), credit + perSecond * (elapsed.toNanos() / 1e9));
  }

  /** When a batch may send next, if it may not now; null if that is not known. */
  static @Nullable Instant opensAt(BatchPace pace, Instant now) {
    Instant start = pace.startAt();
    Instant first = start == null || start.isBefore(now) ? now : start;
    if (isOpen(pace, first)) {
      return first;
    }
    LocalTime from = pace.from();
    if (from == null) {
      return null;
    }
    ZonedDateTime opens = first.atZone(ZONE).with(from);
    return (opens.toInstant().isBefore(first) ? opens.plusDays(1) : opens).toInstant();
  }
}
