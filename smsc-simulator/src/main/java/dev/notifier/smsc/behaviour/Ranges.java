package dev.notifier.smsc.behaviour;

/** Range checks shared by the configuration records. */
final class Ranges {
  private static final int MAX_STATUS = 0xFFFF;
  private static final long MAX_MS = 7L * 24 * 60 * 60 * 1000;

  private Ranges() {}

  static void checkRange(String key, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(key + " must be 0 to " + max);
    }
  }

  static void checkMs(String key, long value) {
    checkRange(key, value, MAX_MS);
  }

  /** Checks a command_status; returns {@code defaultStatus} for a missing one. */
  static int status(String key, int value, int defaultStatus) {
    checkRange(key, value, MAX_STATUS);
    return value == 0 ? defaultStatus : value;
  }

  /** Checks a probability from 0 to 1; returns 1 for a missing one. */
  @SuppressWarnings("NullAway") // Jackson passes null for a missing key.
  static Double chance(Double value) {
    if (value == null) {
      return 1.0;
    }
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("chance must be 0 (never) to 1 (always)");
    }
    return value;
  }
}
