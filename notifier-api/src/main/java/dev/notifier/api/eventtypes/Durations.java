package dev.notifier.api.eventtypes;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Formats and parses ISO 8601 durations; whole days are written in days. */
final class Durations {
  private Durations() {}

  static @Nullable String text(@Nullable Duration duration) {
    if (duration == null) {
      return null;
    }
    boolean days = !duration.isZero() && duration.equals(Duration.ofDays(duration.toDays()));
    return days ? "P" + duration.toDays() + "D" : duration.toString();
  }

  /** Returns null if there is no text or if it is not a duration of days, hours and less. */
  static @Nullable Duration parse(@Nullable String text) {
    try {
      return text == null ? null : Duration.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
