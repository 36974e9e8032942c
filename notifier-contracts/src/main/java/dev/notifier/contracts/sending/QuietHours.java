package dev.notifier.contracts.sending;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.LocalTime;

/**
 * The hours in which messages of an event type are not sent, in Vietnam time.
 *
 * @param from the first minute, such as 22:00
 * @param until the first minute after them; earlier than {@code from} if they include midnight
 */
public record QuietHours(
    @JsonFormat(pattern = "HH:mm") LocalTime from, @JsonFormat(pattern = "HH:mm") LocalTime until) {
  public QuietHours {
    if (from.equals(until)) {
      throw new IllegalArgumentException("Quiet hours must begin and end at different times");
    }
  }
}
