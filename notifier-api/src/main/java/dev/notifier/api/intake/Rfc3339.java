package dev.notifier.api.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses times in the format of RFC 3339, with seconds and offset. */
final class Rfc3339 {
  private static final Pattern FORMAT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

  private Rfc3339() {}

  /** Parses a time; null if it is invalid. {@link OffsetDateTime} alone allows omitted seconds. */
  static @Nullable Instant parse(String text) {
    if (!FORMAT.matcher(text).matches()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
