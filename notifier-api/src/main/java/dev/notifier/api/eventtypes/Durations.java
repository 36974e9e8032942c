package dev.notifier.api.eventtypes;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Spans of time as ISO 8601 writes them, in days where they are days. */
final class Durations {
  private Durations() {}

  static @Nullable String text(@Nullable Duration span) {
    if (span == null) {
      return null;
    }
    boolean days = !span.isZero() && span.equals(Duration.ofDays(span.toDays()));
    return days ? "P" + span.toDays() + "D" : span.toString();
  }

  /** Null when it is none. */
  static @Nullable Duration parse(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
