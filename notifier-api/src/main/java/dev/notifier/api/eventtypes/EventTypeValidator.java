package dev.notifier.api.eventtypes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventTypeRecord;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Validates the schema of an event type, and its samples against the schema. Thread-safe. */
final class EventTypeValidator {
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
    return violations.isEmpty() ? violationsOfSamples(compiler.compile(type)) : violations;
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
