package dev.notifier.replies.address;

import dev.notifier.replies.address.OfficeHours.Holiday;
import dev.notifier.replies.address.OfficeHours.Hours;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads when people answer. */
final class OfficeHoursReader {
  private static final Set<String> KEYS = Set.of("days", "hours", "holidays");
  private static final Map<String, DayOfWeek> DAYS =
      Stream.of(DayOfWeek.values())
          .collect(
              Collectors.toMap(
                  day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT), Function.identity()));
  private static final Pattern HOURS =
      Pattern.compile("((?:[01][0-9]|2[0-3]):[0-5][0-9])-((?:[01][0-9]|2[0-3]):[0-5][0-9])");
  private static final String DATE = "([0-9]{4}-[0-9]{2}-[0-9]{2})";
  private static final Pattern HOLIDAY = Pattern.compile(DATE + "(?:/" + DATE + ")?");

  private OfficeHoursReader() {}

  /** Returns the calendar; null after an error, which the field reports. */
  static @Nullable OfficeHours read(Field field) {
    Map<String, Field> fields = field.mapping(KEYS);
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Field item : items(field.required(fields, "days"))) {
      DayOfWeek day = item.oneOf(DAYS);
      if (day != null && !days.add(day)) {
        item.problem("is here twice; remove one of them");
      }
    }
    List<Hours> hours = hours(items(field.required(fields, "hours")));
    List<Holiday> holidays = new ArrayList<>();
    for (Field item : items(Optional.ofNullable(fields.get("holidays")))) {
      Holiday holiday = item.parsed(OfficeHoursReader::holiday);
      if (holiday != null) {
        holidays.add(holiday);
      }
    }
    return days.isEmpty() || hours.isEmpty() ? null : new OfficeHours(days, hours, holidays);
  }

  private static List<Field> items(Optional<Field> field) {
    return field.map(Field::items).orElse(List.of());
  }

  private static List<Hours> hours(List<Field> items) {
    List<Hours> hours = new ArrayList<>();
    for (Field item : items) {
      Hours part = item.parsed(OfficeHoursReader::part);
      if (part != null && !hours.isEmpty() && part.from().isBefore(hours.getLast().to())) {
        item.problem("begins before the hours above it end; write them in their order");
      } else if (part != null) {
        hours.add(part);
      }
    }
    return hours;
  }

  private static Hours part(String text) {
    Matcher matcher = HOURS.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("write hours such as 08:00-11:30");
    }
    Hours hours = new Hours(LocalTime.parse(matcher.group(1)), LocalTime.parse(matcher.group(2)));
    if (!hours.from().isBefore(hours.to())) {
      throw new IllegalArgumentException("the second time must be later than the first");
    }
    return hours;
  }

  private static Holiday holiday(String text) {
    Matcher matcher = HOLIDAY.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "write a day such as 2027-04-30, or the first and the last one: 2027-02-05/2027-02-11");
    }
    LocalDate first = date(matcher.group(1));
    LocalDate last = matcher.group(2) == null ? first : date(matcher.group(2));
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("the last day must not be before the first");
    }
    return new Holiday(first, last);
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("there is no day " + text, e);
    }
  }
}
