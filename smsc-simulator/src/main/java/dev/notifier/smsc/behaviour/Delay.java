package dev.notifier.smsc.behaviour;

import java.util.random.RandomGenerator;

/**
 * A wait of {@code fixedMs} and up to {@code spreadMs} more, evenly spread; each 0 to 7 days, in
 * milliseconds.
 */
public record Delay(long fixedMs, long spreadMs) {
  public static final Delay NONE = new Delay(0, 0);
  private static final long MAX_MS = 7L * 24 * 60 * 60 * 1000;

  public Delay {
    if (fixedMs < 0 || fixedMs > MAX_MS || spreadMs < 0 || spreadMs > MAX_MS) {
      throw new IllegalArgumentException(
          "a delay takes 0 to " + MAX_MS + " ms: set fixedMs and spreadMs within that");
    }
  }

  /** The wait for one message, in milliseconds. */
  public long next(RandomGenerator random) {
    return spreadMs == 0 ? fixedMs : fixedMs + random.nextLong(spreadMs + 1);
  }
}
