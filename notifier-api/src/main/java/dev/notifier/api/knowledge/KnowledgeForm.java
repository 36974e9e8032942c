package dev.notifier.api.knowledge;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.contracts.knowledge.KnowledgeContent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/** Reads an entry of the knowledge base from a request. */
final class KnowledgeForm {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed(
          "An entry",
          List.of("application/json", "application/yaml", "application/x-yaml", "text/yaml"),
          256 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "KnowledgeEntry",
          new RequestSchema.Codes(ErrorCode.INVALID_KNOWLEDGE, ErrorCode.INVALID_KNOWLEDGE));

  private KnowledgeForm() {}

  /**
   * Reads an entry.
   *
   * @throws ProblemException with all violations
   */
  static KnowledgeContent read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), KnowledgeContent.class);
  }
}
