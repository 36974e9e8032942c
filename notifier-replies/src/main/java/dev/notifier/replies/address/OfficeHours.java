package dev.notifier.replies.address;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When people answer what is written to an address, in Vietnamese time. Immutable.
 *
 * @param days of the week
 * @param hours of such a day, in their order, without overlaps
 * @param holidays on which no one answers
 */
public record OfficeHours(Set<DayOfWeek> days, List<Hours> hours, List<Holiday> holidays) {
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

  /** A question that comes later than this before the end of a day is answered on another day. */
  private static final int LAST_MINUTES = 60;

  /** Longer than any holiday: a calendar without any open day within this time says nothing. */
  private static final int MAX_DAYS = 60;

  /** Copies the collections. */
  public OfficeHours {
    days = Set.copyOf(days);
    hours = List.copyOf(hours);
    holidays = List.copyOf(holidays);
  }

  /**
   * A part of a day.
   *
   * @param from its first minute
   * @param to the minute after its last one, later than {@code from}
   */
  public record Hours(LocalTime from, LocalTime to) {}

  /**
   * One or more days.
   *
   * @param first its first day
   * @param last its last day, which is not before {@code first}
   */
  public record Holiday(LocalDate first, LocalDate last) {
    boolean contains(LocalDate day) {
      return !day.isBefore(first) && !day.isAfter(last);
    }
  }

  /**
   * When a question is answered.
   *
   * @param day the first one with at least an hour of office time left; empty if there is none in
   *     the next {@value #MAX_DAYS} days
   * @param today whether it is the day of the question
   */
  public record Answered(Optional<LocalDate> day, boolean today) {}

  /** Returns when a question is answered that came at a time. */
  public Answered answered(Instant question) {
    ZonedDateTime local = question.atZone(VIETNAM);
    LocalDate today = local.toLocalDate();
    if (isOpen(today) && isBeforeLast(local.toLocalTime())) {
      return new Answered(Optional.of(today), true);
    }
    return new Answered(
        today.plusDays(1).datesUntil(today.plusDays(MAX_DAYS)).filter(this::isOpen).findFirst(),
        false);
  }

  private boolean isOpen(LocalDate day) {
    return days.contains(day.getDayOfWeek())
        && holidays.stream().noneMatch(holiday -> holiday.contains(day));
  }

  private boolean isBeforeLast(LocalTime time) {
    LocalTime end = hours.getLast().to();
    return time.toSecondOfDay() <= end.toSecondOfDay() - LAST_MINUTES * 60;
  }
}
