package dev.notifier.api.eventtypes;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.sending.QuietHours;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event type in the format of files, requests and responses.
 *
 * @param name null = the one in the path or in the file name
 * @param version the expected version or the next one; null = any
 * @param breaking true if callers and templates may have to change; null = no
 * @param timeToLive in ISO 8601
 * @param businessKeyWindow in ISO 8601
 * @param sharedBusinessKey whether the messages of other tenants count; null = no
 * @param retention in ISO 8601
 * @param template null = the name with hyphens
 */
record EventTypeDefinition(
    @Nullable String name,
    @Nullable Integer version,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean breaking,
    String title,
    Category category,
    Lane lane,
    @Nullable String timeToLive,
    @Nullable String businessKeyWindow,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean sharedBusinessKey,
    @Nullable String retention,
    @Nullable QuietHours quietHours,
    @Nullable String template,
    Map<String, Object> schema,
    Map<String, Map<String, Object>> samples) {
  private static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(60);
  private static final Duration MAX_WINDOW = Duration.ofDays(366);
  private static final Duration MIN_RETENTION = Duration.ofDays(30);
  private static final Duration MAX_RETENTION = Duration.ofDays(3650);
  private static final String NAME = "name";
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "EventType",
          new RequestSchema.Codes(ErrorCode.INVALID_EVENT_TYPE, ErrorCode.INVALID_EVENT_TYPE));

  /**
   * Reads a definition.
   *
   * @param name the one in the path or in the file name
   * @throws ProblemException with all violations in single fields; what the fields mean together is
   *     validated by {@link EventTypeValidator}
   */
  static EventTypeDefinition read(String name, ObjectNode body) {
    ObjectNode named = body.deepCopy();
    if (!named.hasNonNull(NAME)) {
      named.put(NAME, name);
    }
    EventTypeDefinition definition = SCHEMA.bind(named, EventTypeDefinition.class);
    List<Violation> violations = new ArrayList<>();
    if (!name.equals(definition.name)) {
      violations.add(
          invalid(NAME, "The name differs from the one in the path. Use the same name."));
    }
    check("timeToLive", definition.timeToLive, MAX_TIME_TO_LIVE, violations);
    check("businessKeyWindow", definition.businessKeyWindow, MAX_WINDOW, violations);
    if (Boolean.TRUE.equals(definition.sharedBusinessKey) && definition.businessKeyWindow == null) {
      violations.add(
          invalid(
              "sharedBusinessKey",
              "This has no effect without businessKeyWindow. Send a window, or omit the field."));
    }
    checkRetention(definition.retention, violations);
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    return definition;
  }

  static EventTypeDefinition of(EventTypeRecord type, @Nullable Boolean breaking) {
    return new EventTypeDefinition(
        type.name(),
        type.version(),
        breaking,
        type.title(),
        type.category(),
        type.lane(),
        Durations.text(type.timeToLive()),
        Durations.text(type.businessKeyWindow()),
        type.sharedBusinessKey(),
        Durations.text(type.retention()),
        type.quietHours(),
        type.template(),
        type.schema(),
        type.samples());
  }

  EventTypeRecord toRecord(int newVersion) {
    String typeName = Objects.requireNonNull(name);
    return new EventTypeRecord(
        EventTypeRecord.VERSION,
        typeName,
        newVersion,
        title,
        category,
        lane,
        Durations.parse(timeToLive),
        Durations.parse(businessKeyWindow),
        Durations.parse(retention),
        quietHours,
        template == null ? typeName.replace('.', '-') : template,
        schema,
        samples,
        Boolean.TRUE.equals(sharedBusinessKey) ? true : null);
  }

  boolean allowsBreaking() {
    return Boolean.TRUE.equals(breaking);
  }

  private static void check(
      String field, @Nullable String text, Duration max, List<Violation> violations) {
    if (text == null) {
      return;
    }
    Duration duration = Durations.parse(text);
    if (duration == null || !duration.isPositive() || duration.compareTo(max) > 0) {
      violations.add(
          invalid(
              field,
              "Send an ISO 8601 duration of at most "
                  + max.toDays()
                  + " days, without months and years, such as P3D or PT5M, or omit the field."));
    }
  }

  /** The topics with the same personal data are kept for up to 30 days. */
  private static void checkRetention(@Nullable String text, List<Violation> violations) {
    Duration retention = Durations.parse(text);
    if (text != null
        && (retention == null
            || retention.compareTo(MIN_RETENTION) < 0
            || retention.compareTo(MAX_RETENTION) > 0)) {
      violations.add(
          invalid(
              "retention",
              "Send an ISO 8601 duration from P30D to P3650D, without months and years, such as"
                  + " P730D, or omit the field."));
    }
  }

  private static Violation invalid(String field, String detail) {
    return new Violation("/" + field, ErrorCode.INVALID_EVENT_TYPE, detail);
  }
}
