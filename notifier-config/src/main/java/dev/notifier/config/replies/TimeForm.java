package dev.notifier.config.replies;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The form of the times of a provider. Immutable. */
public final class TimeForm {
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final LocalDateTime ANY = LocalDateTime.of(2026, 1, 2, 3, 4, 5);

  private final Function<String, Instant> parser;

  private TimeForm(Function<String, Instant> parser) {
    this.parser = parser;
  }

  /**
   * The form that the setting {@code time-format} describes.
   *
   * @throws IllegalArgumentException if it describes none
   */
  public static TimeForm of(String format) {
    return switch (format) {
      case "iso" -> new TimeForm(text -> OffsetDateTime.parse(text).toInstant());
      case "unix" -> new TimeForm(text -> Instant.ofEpochSecond(Long.parseLong(text)));
      case "unix-millis" -> new TimeForm(text -> Instant.ofEpochMilli(Long.parseLong(text)));
      default -> {
        DateTimeFormatter pattern = DateTimeFormatter.ofPattern(format, Locale.ROOT);
        yield new TimeForm(text -> LocalDateTime.parse(text, pattern).atZone(VIETNAM).toInstant());
      }
    };
  }

  /** Whether the setting describes a form of a date with a time. */
  static boolean isValid(String format) {
    try {
      TimeForm form = of(format);
      boolean pattern = !format.equals("iso") && !format.startsWith("unix");
      return !pattern
          || form.parse(DateTimeFormatter.ofPattern(format, Locale.ROOT).format(ANY)).isPresent();
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  /** The time; empty if the text does not have the form. */
  public Optional<Instant> parse(String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
