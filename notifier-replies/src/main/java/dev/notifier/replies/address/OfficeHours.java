package dev.notifier.replies.address;

import java.time.DayOfWeek;
import java.time.Duration;
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

  /** A question with less office time left on its day is answered on another one. */
  private static final Duration LEAST = Duration.ofHours(1);

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
   * @param day that of the question, if at least an hour of its office time is left, else the next
   *     one; empty if there is none in the next {@value #MAX_DAYS} days, or if it is in a year
   *     after the last holiday, whose holidays are not known yet
   * @param today whether it is the day of the question
   */
  public record Answered(Optional<LocalDate> day, boolean today) {}

  /** Returns when a question is answered that came at a time. */
  public Answered answered(Instant question) {
    ZonedDateTime local = question.atZone(VIETNAM);
    LocalDate today = local.toLocalDate();
    boolean isToday = isOpen(today) && left(local.toLocalTime()).compareTo(LEAST) >= 0;
    Optional<LocalDate> day =
        isToday
            ? Optional.of(today)
            : today
                .plusDays(1)
                .datesUntil(today.plusDays(MAX_DAYS))
                .filter(this::isOpen)
                .findFirst();
    return day.filter(this::isKnown).isPresent()
        ? new Answered(day, isToday)
        : new Answered(Optional.empty(), false);
  }

  /** Whether the holidays of a year are known: they are announced each year. */
  private boolean isKnown(LocalDate day) {
    return holidays.isEmpty()
        || holidays.stream().anyMatch(holiday -> holiday.last().getYear() >= day.getYear());
  }

  private boolean isOpen(LocalDate day) {
    return days.contains(day.getDayOfWeek())
        && holidays.stream().noneMatch(holiday -> holiday.contains(day));
  }

  /** The office time of a day that is left at a time. */
  private Duration left(LocalTime time) {
    Duration left = Duration.ZERO;
    for (Hours part : hours) {
      LocalTime begin = time.isAfter(part.from()) ? time : part.from();
      if (begin.isBefore(part.to())) {
        left = left.plus(Duration.between(begin, part.to()));
      }
    }
    return left;
  }
}
