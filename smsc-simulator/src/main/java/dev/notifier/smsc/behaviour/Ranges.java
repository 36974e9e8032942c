package dev.notifier.smsc.behaviour;

/** The ranges that the parts of a {@link Behaviour} share. */
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

  /** A command_status; {@code usual} when it was left out. */
  static int status(String key, int value, int usual) {
    checkRange(key, value, MAX_STATUS);
    return value == 0 ? usual : value;
  }

  /** A chance from 0 to 1; 1 when it was left out. */
  @SuppressWarnings("NullAway") // Jackson gives null for what the document leaves out.
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
