package dev.notifier.planning;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.sending.QuietHours;
import dev.notifier.contracts.sending.SendingRules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the message of an event may be sent: not before its {@code sendAfter}, and not in quiet
 * hours, which are those of its type and, for advertising, those of the law. An answer and a
 * message of category OTP have neither. Has no side effects.
 */
public final class SendingTime {
  /** In which no advertising is sent (Decree 91/2020/ND-CP, article 13). No type shortens them. */
  public static final QuietHours ADVERTISING =
      new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0));

  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

  /** More steps than two intervals of a day can need. */
  private static final int MAX_STEPS = 4;

  private SendingTime() {}

  /**
   * Why a message waits.
   *
   * @param at the first moment at which it may be sent
   * @param reason {@link FailureReason#SEND_AFTER} or {@link FailureReason#QUIET_HOURS}, whichever
   *     ends later
   */
  public record Due(Instant at, FailureReason reason) {}

  /** When the message of an event may be sent; null if it may be sent now. */
  public static @Nullable Due of(EventRecord event, Instant now) {
    if (event.reply() != null) {
      return null;
    }
    SendingRules rules = event.rules();
    Instant sendAfter = rules.sendAfter();
    Instant from = sendAfter != null && sendAfter.isAfter(now) ? sendAfter : now;
    Instant quietUntil = quietUntil(event.category(), rules.quietHours(), from);
    if (quietUntil != null) {
      return new Due(quietUntil, FailureReason.QUIET_HOURS);
    }
    return from.equals(now) ? null : new Due(from, FailureReason.SEND_AFTER);
  }

  /**
   * When the quiet hours end in which a moment is; null if it is in none.
   *
   * @param ofType the quiet hours of the event type; null if it has none
   */
  public static @Nullable Instant quietUntil(
      Category category, @Nullable QuietHours ofType, Instant at) {
    if (category == Category.OTP) {
      return null;
    }
    if (category != Category.ADVERTISING) {
      return ofType == null ? null : end(ofType, at);
    }
    Instant until = end(Stream.of(ADVERTISING, ofType == null ? ADVERTISING : ofType).toList(), at);
    // Hours that leave no time for advertising are refused when a type is saved.
    return until == null ? end(ADVERTISING, at) : until.equals(at) ? null : until;
  }

  /**
   * All hours of a day in which a message waits; they may overlap.
   *
   * @param ofType as for {@link #quietUntil}
   */
  public static List<QuietHours> quietHours(Category category, @Nullable QuietHours ofType) {
    List<QuietHours> all = new ArrayList<>();
    if (category == Category.ADVERTISING) {
      all.add(ADVERTISING);
    }
    if (ofType != null && category != Category.OTP) {
      all.add(ofType);
    }
    return all;
  }

  /**
   * The longest time for which quiet hours delay a message; a whole day if they never end.
   *
   * @param ofType as for {@link #quietUntil}
   */
  public static Duration longestDelay(Category category, @Nullable QuietHours ofType) {
    List<QuietHours> all = quietHours(category, ofType);
    Duration longest = Duration.ZERO;
    for (QuietHours hours : all) {
      Instant from = LocalDate.EPOCH.atTime(hours.from()).atZone(VIETNAM).toInstant();
      Instant end = end(all, from);
      Duration delay = end == null ? Duration.ofDays(1) : Duration.between(from, end);
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    return longest;
  }

  /** The moment itself if no interval contains it; null if there is no end. */
  private static @Nullable Instant end(List<QuietHours> all, Instant at) {
    Instant free = at;
    for (int step = 0; step < MAX_STEPS; step++) {
      Instant last = free;
      for (QuietHours hours : all) {
        Instant end = end(hours, free);
        free = end == null ? free : end;
      }
      if (free.equals(last)) {
        return free;
      }
    }
    return null;
  }

  /** Vietnam has no daylight saving time, so a day has 24 hours. */
  private static @Nullable Instant end(QuietHours hours, Instant at) {
    ZonedDateTime local = at.atZone(VIETNAM);
    LocalTime time = local.toLocalTime();
    boolean afterFrom = !time.isBefore(hours.from());
    boolean beforeEnd = time.isBefore(hours.until());
    boolean overnight = hours.until().isBefore(hours.from());
    if (overnight ? !afterFrom && !beforeEnd : !afterFrom || !beforeEnd) {
      return null;
    }
    ZonedDateTime end = local.with(hours.until());
    return (overnight && afterFrom ? end.plusDays(1) : end).toInstant();
  }
}
