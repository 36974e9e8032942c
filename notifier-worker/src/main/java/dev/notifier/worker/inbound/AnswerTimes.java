package dev.notifier.worker.inbound;

import dev.notifier.replies.address.OfficeHours;
import dev.notifier.replies.address.OfficeHours.Answered;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats when a person answers or calls: {@code reply.when} of the fixed texts. */
final class AnswerTimes {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d/M", Locale.ROOT);

  private AnswerTimes() {}

  /**
   * Returns the words in English, or in Vietnamese for any other language.
   *
   * @param hours null if the address has no calendar
   * @param at when the question came
   */
  static String words(@Nullable OfficeHours hours, Instant at, String language) {
    boolean english = language.equals("en");
    String ordinary = english ? "during office hours" : "trong giờ làm việc";
    if (hours == null) {
      return ordinary;
    }
    Answered answered = hours.answered(at);
    if (answered.today()) {
      return english ? "today during office hours" : ordinary + " hôm nay";
    }
    return answered
        .day()
        .map(day -> ordinary + " " + (english ? english(day) : vietnamese(day)))
        .orElse(ordinary);
  }

  private static String english(LocalDate day) {
    return "on "
        + day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        + " "
        + day.getDayOfMonth()
        + " "
        + day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /** Vietnamese counts the days of the week from Sunday, which has a name. */
  private static String vietnamese(LocalDate day) {
    String name =
        day.getDayOfWeek() == DayOfWeek.SUNDAY
            ? "chủ nhật"
            : "thứ " + (day.getDayOfWeek().getValue() + 1);
    return name + " ngày " + DAY.format(day);
  }
}
