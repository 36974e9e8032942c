package dev.notifier.smsc.behaviour;

import java.util.random.RandomGenerator;

/**
 * A random delay: {@code fixedMs}, plus a uniform part of up to {@code spreadMs}, plus a long tail
 * that is exponential with the mean {@code tailMs} and limited to twenty times the mean. Each is in
 * milliseconds, 0 to 7 days.
 */
public record Delay(long fixedMs, long spreadMs, long tailMs) {
  public static final Delay NONE = new Delay(0, 0, 0);
  private static final double MAX_TAILS = 20;

  public Delay {
    Ranges.checkMs("fixedMs", fixedMs);
    Ranges.checkMs("spreadMs", spreadMs);
    Ranges.checkMs("tailMs", tailMs);
  }

  /** Creates a delay without a tail. */
  public Delay(long fixedMs, long spreadMs) {
    this(fixedMs, spreadMs, 0);
  }

  /** Draws the delay of one message, in milliseconds. */
  public long next(RandomGenerator random) {
    long delayMs = spreadMs == 0 ? fixedMs : fixedMs + random.nextLong(spreadMs + 1);
    if (tailMs == 0) {
      return delayMs;
    }
    return delayMs + Math.round(Math.min(-Math.log(1 - random.nextDouble()), MAX_TAILS) * tailMs);
  }
}
