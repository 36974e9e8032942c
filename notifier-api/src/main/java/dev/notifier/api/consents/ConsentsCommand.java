package dev.notifier.api.consents;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.optouts.EvidenceReader;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.advertising.ConsentStatement;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What recipients said about advertising of the caller's tenant.
 *
 * @param consents 1 to 10,000
 */
record ConsentsCommand(List<EvidenceReader.Form> consents) {
  private static final int MAX_BYTES = 8 << 20;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A list of consents", List.of("application/json"), MAX_BYTES);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "ConsentsCommand",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads a command.
   *
   * @throws ProblemException with all violations
   */
  static ConsentsCommand read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), ConsentsCommand.class);
  }

  /**
   * The statements.
   *
   * @param given whether the recipients consent; otherwise they withdraw their consents
   * @throws ProblemException with all violations; nothing is recorded then
   */
  List<ConsentStatement> statements(EvidenceReader reader, boolean given) {
    List<ConsentStatement> statements = new ArrayList<>(consents.size());
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < consents.size(); i++) {
      switch (reader.read(consents.get(i))) {
        case EvidenceReader.Said said ->
            statements.add(
                new ConsentStatement(
                    said.recipient(), said.phone(), given, said.at(), said.evidence()));
        case EvidenceReader.Wrong(var field, var code, var detail) ->
            violations.add(new Violation("/consents/" + i + "/" + field, code, detail));
      }
    }
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    return statements;
  }

  /** Omits the statements. */
  @Override
  public String toString() {
    return "ConsentsCommand[" + consents.size() + "]";
  }
}
