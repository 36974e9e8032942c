package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.LocalTime;

/**
 * When messages of a kind are not to be sent, by the clock of Vietnam.
 *
 * @param from the first minute of it, such as 22:00
 * @param until the first minute after it; earlier than {@code from} when midnight lies between
 */
public record QuietHours(
    @JsonFormat(pattern = "HH:mm") LocalTime from, @JsonFormat(pattern = "HH:mm") LocalTime until) {
  public QuietHours {
    if (from.equals(until)) {
      throw new IllegalArgumentException("Quiet hours begin and end at different times");
    }
  }
}
