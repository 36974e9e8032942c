package dev.notifier.planning;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The hours of a day in which messages may be sent, in Vietnam's time.
 *
 * @param from the first moment
 * @param to the first moment after them
 */
public record SendingHours(LocalTime from, LocalTime to) {
  /** Of advertising, from 07:00 to 22:00 (Decree 91/2020/ND-CP, article 13). */
  public static final SendingHours ADVERTISING =
      new SendingHours(LocalTime.of(7, 0), LocalTime.of(22, 0));

  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

  /** Whether a message may be sent at this moment. */
  public boolean contains(Instant at) {
    LocalTime time = at.atZone(VIETNAM).toLocalTime();
    return !time.isBefore(from) && time.isBefore(to);
  }
}
