package dev.notifier.api.types;

import dev.notifier.api.problem.Code;
import dev.notifier.api.problem.Finding;
import dev.notifier.contracts.EventTypeRecord;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Whether a kind of event fits together: schema and samples. Thread-safe. */
final class TypeCheck {
  private final SchemaCompiler compiler;

  TypeCheck(SchemaCompiler compiler) {
    this.compiler = compiler;
  }

  /** What is wrong; empty when it can come into force. */
  List<Finding> findings(EventTypeRecord type) {
    List<Finding> findings = compiler.breachesOfTheStandard(type.schema());
    if (findings.isEmpty()) {
      findings = SchemaRules.breaches(type.schema());
    }
    return findings.isEmpty() ? samples(compiler.compile(type)) : findings;
  }

  private static List<Finding> samples(EventType type) {
    List<Finding> findings = new ArrayList<>();
    type.form()
        .samples()
        .forEach((kind, sample) -> {
          for (Finding mistake :
              type.mistakes("/samples/" + kind, JsonMapper.shared().valueToTree(sample))) {
            findings.add(new Finding(mistake.pointer(), Code.INVALID_SAMPLE, mistake.detail()));
          }
        });
    return findings;
  }
}
