package dev.notifier.console.audit;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.text.Formats;
import dev.notifier.console.text.TypedTimes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit are shown.
 *
 * @param day in Vietnam; null for all
 * @param actor name of a caller; empty for all
 * @param operation empty for all
 * @param target the kind, a colon and the id; empty for all
 */
record AuditFilter(@Nullable LocalDate day, String actor, String operation, String target) {

  /** A day that is none is ignored. */
  static AuditFilter of(String day, String actor, String operation, String target) {
    return new AuditFilter(TypedTimes.day(day), actor.strip(), operation.strip(), target.strip());
  }

  ApiPath path() {
    return ApiPath.of("/v1/audit")
        .with("actor", actor)
        .with("operation", operation)
        .with("target", target)
        .with("from", start(day))
        .with("to", day == null ? null : start(day.plusDays(1)));
  }

  private static @Nullable String start(@Nullable LocalDate day) {
    return day == null ? null : day.atStartOfDay(Formats.ZONE).toInstant().toString();
  }

  /** The query of the same entries of another day. */
  String on(@Nullable LocalDate other) {
    return "?day="
        + (other == null ? "" : other)
        + "&actor="
        + encode(actor)
        + "&operation="
        + encode(operation)
        + "&target="
        + encode(target);
  }

  /** The query of these entries. */
  String query() {
    return on(day);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
