package dev.notifier.api.optouts;

import dev.notifier.api.optouts.EvidenceReader.Said;
import dev.notifier.api.optouts.EvidenceReader.Wrong;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.store.optouts.OptOutStatement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Turns what callers send into the statements of one request. Immutable.
 *
 * @param scope whose messages they concern
 * @param optedOut whether recipients opt out, or in again
 */
record StatementReader(EvidenceReader evidence, String scope, boolean optedOut) {
  /** What became of a form. */
  sealed interface Result {}

  /** The statements, one for each purpose. */
  record Read(List<OptOutStatement> statements) implements Result {}

  /**
   * What is wrong.
   *
   * @param field the name of the field
   * @param detail what to do, without the value
   */
  record Refused(String field, ErrorCode code, String detail) implements Result {}

  Result read(StatementForm form) {
    if (form.purposes().isEmpty() || !form.purposes().stream().allMatch(StatementReader::isKnown)) {
      return new Refused(
          "purposes",
          ErrorCode.INVALID_PARAMETER,
          "Send one or more of SERVICE, GENERAL_INFO and ADVERTISING.");
    }
    return switch (evidence.read(form.evidence())) {
      case Wrong(var field, var code, var detail) -> new Refused(field, code, detail);
      case Said said -> new Read(statements(form, said));
    };
  }

  private List<OptOutStatement> statements(StatementForm form, Said said) {
    Set<OptOutPurpose> purposes = EnumSet.noneOf(OptOutPurpose.class);
    form.purposes().forEach(purpose -> purposes.add(OptOutPurpose.valueOf(purpose)));
    List<OptOutStatement> statements = new ArrayList<>(purposes.size());
    for (OptOutPurpose purpose : purposes) {
      statements.add(
          new OptOutStatement(
              said.recipient(),
              said.phone(),
              scope,
              purpose,
              optedOut,
              said.at(),
              said.evidence()));
    }
    return statements;
  }

  private static boolean isKnown(String purpose) {
    for (OptOutPurpose known : OptOutPurpose.values()) {
      if (known.name().equals(purpose)) {
        return true;
      }
    }
    return false;
  }
}
