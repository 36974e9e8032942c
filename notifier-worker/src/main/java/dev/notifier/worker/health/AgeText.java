package dev.notifier.worker.health;

import java.time.Duration;

/** Writes ages with two or three digits, for people. */
final class AgeText {
  private static final int MAX_OF_UNIT = 2;

  private AgeText() {}

  /** For example {@code 45 s}, {@code 90 s}, {@code 12 minutes}, {@code 3 hours}. */
  static String of(Duration age) {
    if (age.toMinutes() < MAX_OF_UNIT) {
      return age.toSeconds() + " s";
    }
    if (age.toHours() < MAX_OF_UNIT) {
      return age.toMinutes() + " minutes";
    }
    return age.toDays() < MAX_OF_UNIT ? age.toHours() + " hours" : age.toDays() + " days";
  }
}
