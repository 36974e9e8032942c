package dev.notifier.smsc.behaviour;

import java.util.random.RandomGenerator;

/**
 * A wait of {@code fixedMs}, up to {@code spreadMs} more, evenly spread, and a long tail: an
 * exponential part with the mean {@code tailMs}, cut at twenty times that. Each 0 to 7 days, in
 * milliseconds.
 */
public record Delay(long fixedMs, long spreadMs, long tailMs) {
  public static final Delay NONE = new Delay(0, 0, 0);
  private static final long MAX_MS = 7L * 24 * 60 * 60 * 1000;
  private static final double MAX_TAILS = 20;

  public Delay {
    if (isOutside(fixedMs) || isOutside(spreadMs) || isOutside(tailMs)) {
      throw new IllegalArgumentException(
          "a delay takes 0 to " + MAX_MS + " ms: set fixedMs, spreadMs and tailMs within that");
    }
  }

  /** Without a tail. */
  public Delay(long fixedMs, long spreadMs) {
    this(fixedMs, spreadMs, 0);
  }

  /** The wait for one message, in milliseconds. */
  public long next(RandomGenerator random) {
    long wait = spreadMs == 0 ? fixedMs : fixedMs + random.nextLong(spreadMs + 1);
    if (tailMs == 0) {
      return wait;
    }
    return wait + Math.round(Math.min(-Math.log(1 - random.nextDouble()), MAX_TAILS) * tailMs);
  }

  private static boolean isOutside(long ms) {
    return ms < 0 || ms > MAX_MS;
  }
}
