package dev.notifier.worker.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery is sent again: after a second, then after twice the time before, up to an hour,
 * each up to a fifth shorter or longer, so that receivers that come back are not flooded at once.
 * Thread-safe if the source of randomness is.
 */
public final class RetryDelays {
  /** The longest time between two attempts, even if the receiver asks for more. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private static final int MAX_SHIFT = 12;
  private static final double JITTER = 0.2;

  private final RandomGenerator random;
  private final Duration first;

  /**
   * @param first the time after the first attempt
   */
  public RetryDelays(RandomGenerator random, Duration first) {
    this.random = random;
    this.first = first;
  }

  /**
   * The time until the next attempt.
   *
   * @param attempts that have failed, from 1
   * @param retryAfter what the receiver asks for: seconds or a date (RFC 9110, 10.2.3); null =
   *     nothing
   */
  public Duration after(int attempts, @Nullable String retryAfter, Instant now) {
    Duration growing = first.multipliedBy(1L << Math.min(attempts - 1, MAX_SHIFT));
    Duration bounded = growing.compareTo(LONGEST) > 0 ? LONGEST : growing;
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    Duration delay = Duration.ofMillis(Math.round(bounded.toMillis() * factor));
    Duration asked = asked(retryAfter, now);
    return asked.compareTo(delay) > 0 ? asked : delay;
  }

  private static Duration asked(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return Duration.ZERO;
    }
    Duration asked;
    if (retryAfter.matches("[0-9]{1,9}")) {
      asked = Duration.ofSeconds(Long.parseLong(retryAfter));
    } else {
      try {
        asked =
            Duration.between(
                now,
                ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      } catch (DateTimeParseException e) {
        return Duration.ZERO;
      }
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
