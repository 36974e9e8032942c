package dev.notifier.api.optouts;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.optouts.OptOutStatement;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements of recipients.
 *
 * @param optOuts 1 to 10,000
 * @param allTenants whether they concern the messages of all tenants; null = false
 */
record OptOutsCommand(List<StatementForm> optOuts, @Nullable Boolean allTenants) {
  private static final int MAX_BYTES = 8 << 20;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A list of opt-outs", List.of("application/json"), MAX_BYTES);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "OptOutsCommand",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads a command.
   *
   * @throws ProblemException with all violations
   */
  static OptOutsCommand read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), OptOutsCommand.class);
  }

  boolean forAllTenants() {
    return Boolean.TRUE.equals(allTenants);
  }

  /**
   * The statements, one for each purpose.
   *
   * @throws ProblemException with all violations; nothing is recorded then
   */
  List<OptOutStatement> statements(StatementReader reader) {
    List<OptOutStatement> statements = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < optOuts.size(); i++) {
      String pointer = "/optOuts/" + i;
      switch (reader.read(optOuts.get(i))) {
        case StatementReader.Read(var read) -> statements.addAll(read);
        case StatementReader.Refused(var field, var code, var detail) ->
            violations.add(new Violation(pointer + "/" + field, code, detail));
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
    return "OptOutsCommand[" + optOuts.size() + "]";
  }
}
