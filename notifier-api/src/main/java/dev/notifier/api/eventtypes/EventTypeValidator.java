package dev.notifier.api.eventtypes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventTypeRecord;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Whether a kind of event fits together: schema and samples. Thread-safe. */
final class EventTypeValidator {
  private final SchemaCompiler compiler;

  EventTypeValidator(SchemaCompiler compiler) {
    this.compiler = compiler;
  }

  /** What is wrong; empty when it can come into force. */
  List<Violation> findings(EventTypeRecord type) {
    List<Violation> findings = compiler.breachesOfTheStandard(type.schema());
    if (findings.isEmpty()) {
      findings = SchemaRules.breaches(type.schema());
    }
    return findings.isEmpty() ? samples(compiler.compile(type)) : findings;
  }

  private static List<Violation> samples(CompiledEventType type) {
    List<Violation> findings = new ArrayList<>();
    type.form()
        .samples()
        .forEach((kind, sample) -> {
          for (Violation mistake :
              type.mistakes("/samples/" + kind, JsonMapper.shared().valueToTree(sample))) {
            findings.add(
                new Violation(mistake.pointer(), ErrorCode.INVALID_SAMPLE, mistake.detail()));
          }
        });
    return findings;
  }
}
