package dev.notifier.api.eventtypes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.planning.SendingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Validates the schema of an event type, its samples against the schema, and its quiet hours.
 * Thread-safe.
 */
final class EventTypeValidator {
  private static final Duration DAY = Duration.ofDays(1);

  private final SchemaCompiler compiler;

  EventTypeValidator(SchemaCompiler compiler) {
    this.compiler = compiler;
  }

  /** Returns all violations; none if the event type can be put into force. */
  List<Violation> violations(EventTypeRecord type) {
    List<Violation> violations = compiler.violationsOfStandard(type.schema());
    if (violations.isEmpty()) {
      violations = SchemaRules.violations(type.schema());
    }
    if (violations.isEmpty()) {
      violations = violationsOfQuietHours(type);
    }
    return violations.isEmpty() ? violationsOfSamples(compiler.compile(type)) : violations;
  }

  /** What may never be sent, or would expire while it waits, is refused. */
  private static List<Violation> violationsOfQuietHours(EventTypeRecord type) {
    if (type.category() == Category.OTP) {
      return type.quietHours() == null
          ? List.of()
          : List.of(
              new Violation(
                  "/quietHours",
                  ErrorCode.INVALID_EVENT_TYPE,
                  "Someone waits for a one-time code at any hour. Remove quietHours."));
    }
    Duration delay = SendingTime.longestDelay(type.category(), type.quietHours());
    if (delay.compareTo(DAY) >= 0) {
      return List.of(
          new Violation(
              "/quietHours",
              ErrorCode.INVALID_EVENT_TYPE,
              "Advertising is not sent from 22:00 to 07:00, and these hours leave no other time."
                  + " Shorten them."));
    }
    Duration timeToLive = type.timeToLive();
    return timeToLive == null || timeToLive.compareTo(delay) > 0
        ? List.of()
        : List.of(
            new Violation(
                "/timeToLive",
                ErrorCode.INVALID_EVENT_TYPE,
                "A message may wait for "
                    + Durations.text(delay)
                    + " because of quiet hours, and would expire. Send a longer timeToLive, or"
                    + " shorter quietHours."));
  }

  private static List<Violation> violationsOfSamples(CompiledEventType type) {
    List<Violation> violations = new ArrayList<>();
    type.definition()
        .samples()
        .forEach((kind, sample) -> {
          for (Violation violation :
              type.violations("/samples/" + kind, JsonMapper.shared().valueToTree(sample))) {
            violations.add(
                new Violation(violation.pointer(), ErrorCode.INVALID_SAMPLE, violation.detail()));
          }
        });
    return violations;
  }
}
