package dev.notifier.local.chaos;

/**
 * What a chaos run is asked to do.
 *
 * @param minutes of posting, 1 to 600
 * @param seed of all chance
 * @param rate events a second, 1 to 2,000
 */
public record ChaosOptions(int minutes, int seed, int rate) {
  public static final int MAX_MINUTES = 600;

  /** With it the record of the message centre can still be followed by asking. */
  public static final int MAX_RATE = 2_000;

  /** A quarter of an hour at 150 events a second. */
  public static ChaosOptions usual() {
    return new ChaosOptions(15, 7, 150);
  }

  public ChaosOptions withMinutes(int other) {
    return new ChaosOptions(other, seed, rate);
  }

  public ChaosOptions withSeed(int other) {
    return new ChaosOptions(minutes, other, rate);
  }

  public ChaosOptions withRate(int other) {
    return new ChaosOptions(minutes, seed, other);
  }
}
