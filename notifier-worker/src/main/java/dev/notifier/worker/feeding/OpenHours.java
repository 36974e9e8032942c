package dev.notifier.worker.feeding;

import dev.notifier.contracts.sending.QuietHours;
import dev.notifier.store.batches.BatchPace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The minutes of a day, in Vietnam time, in which a batch sends lines: its sending hours, without
 * the quiet hours of its type. So lines wait in their chunks and not one by one. Immutable.
 */
final class OpenHours {
  /** Sending hours are in this zone, which has no daylight saving time. */
  static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private static final int DAY = 24 * 60;

  private final BitSet minutes;

  private OpenHours(BitSet minutes) {
    this.minutes = minutes;
  }

  /**
   * Those of a batch. If quiet hours leave no time, they do not count: its lines are sent in its
   * sending hours, and each waits for the end of the quiet hours.
   */
  static OpenHours of(BatchPace pace, List<QuietHours> quiet) {
    BitSet sending = between(pace.from(), pace.until());
    BitSet open = (BitSet) sending.clone();
    quiet.forEach(hours -> open.andNot(between(hours.from(), hours.until())));
    return new OpenHours(open.isEmpty() ? sending : open);
  }

  private static BitSet between(@Nullable LocalTime from, @Nullable LocalTime until) {
    BitSet minutes = new BitSet(DAY);
    if (from == null || until == null) {
      minutes.set(0, DAY);
    } else if (from.isBefore(until)) {
      minutes.set(minute(from), minute(until));
    } else {
      minutes.set(minute(from), DAY);
      minutes.set(0, minute(until));
    }
    return minutes;
  }

  private static int minute(LocalTime time) {
    return time.toSecondOfDay() / 60;
  }

  /** Whether lines are sent at a time. */
  boolean isOpen(Instant now) {
    return minutes.get(minute(now.atZone(ZONE).toLocalTime()));
  }

  /** For how long lines are sent between two times. */
  Duration between(Instant from, Instant until) {
    long seconds = Duration.between(from, until).toSeconds();
    if (seconds <= 0) {
      return Duration.ZERO;
    }
    int first = from.atZone(ZONE).toLocalTime().toSecondOfDay();
    long days = seconds / (DAY * 60);
    long end = first + seconds % (DAY * 60);
    return Duration.ofSeconds(days * untilSecond(DAY * 60) + untilSecond(end) - untilSecond(first));
  }

  /** How many seconds are open since the beginning of a day. */
  private long untilSecond(long second) {
    int minute = (int) (second / 60);
    long open = 60L * minutes.get(0, Math.min(minute, DAY)).cardinality();
    if (minute >= DAY) {
      open += 60L * minutes.get(0, minute - DAY).cardinality();
    }
    return open + (minutes.get(minute % DAY) ? second % 60 : 0);
  }
}
