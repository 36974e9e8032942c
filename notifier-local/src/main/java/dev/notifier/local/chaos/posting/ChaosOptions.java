package dev.notifier.local.chaos.posting;

/**
 * The options of a chaos run.
 *
 * @param minutes how long events are posted, 1 to 600
 * @param seed of all randomness
 * @param rate events per second, 1 to 2,000
 * @param singleItem whether there are faults of one number, record, bind or row
 * @param carrierWide whether there are faults of the whole simulator
 */
public record ChaosOptions(
    int minutes, int seed, int rate, boolean singleItem, boolean carrierWide) {
  public static final int DEFAULT_MINUTES = 15;
  public static final int DEFAULT_SEED = 7;
  public static final int DEFAULT_RATE = 150;

  public static final int MAX_MINUTES = 600;

  /** At this rate, polling can still follow the record of the simulator. */
  public static final int MAX_RATE = 2_000;

  /** A run with all faults. */
  public ChaosOptions(int minutes, int seed, int rate) {
    this(minutes, seed, rate, /* singleItem= */ true, /* carrierWide= */ true);
  }
}
