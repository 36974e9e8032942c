package dev.notifier.api.wrongpersons;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.optouts.EvidenceReader;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.optouts.Exclusion;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What numbers said about persons and units.
 *
 * @param wrongPersons 1 to 1,000
 */
record WrongPersonsCommand(List<AboutForm> wrongPersons) {
  private static final int MAX_BYTES = 1 << 20;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A list of wrong persons", List.of("application/json"), MAX_BYTES);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "WrongPersonsCommand",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads a command.
   *
   * @throws ProblemException with all violations
   */
  static WrongPersonsCommand read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), WrongPersonsCommand.class);
  }

  /**
   * The statements.
   *
   * @param excluded whether messages do not concern the numbers; otherwise they do
   * @throws ProblemException with all violations; nothing is recorded then
   */
  List<Exclusion> exclusions(SubjectDigest digests, EvidenceReader reader, boolean excluded) {
    List<Exclusion> exclusions = new ArrayList<>(wrongPersons.size());
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < wrongPersons.size(); i++) {
      AboutForm form = wrongPersons.get(i);
      String pointer = "/wrongPersons/" + i;
      Exclusion.Subject subject =
          AboutForm.subject(digests, reader.tenant(), form.personRef(), form.unitCode());
      if (subject == null) {
        violations.add(
            new Violation(
                pointer, ErrorCode.INVALID_PARAMETER, "Send either personRef or unitCode."));
        continue;
      }
      switch (reader.read(form.evidence())) {
        case EvidenceReader.Said said ->
            exclusions.add(
                new Exclusion(
                    said.recipient(), said.phone(), subject, excluded, said.at(), said.evidence()));
        case EvidenceReader.Wrong(var field, var code, var detail) ->
            violations.add(new Violation(pointer + "/" + field, code, detail));
      }
    }
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    return exclusions;
  }

  /** Omits the statements. */
  @Override
  public String toString() {
    return "WrongPersonsCommand[" + wrongPersons.size() + "]";
  }
}
