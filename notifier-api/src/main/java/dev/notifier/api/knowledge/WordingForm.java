package dev.notifier.api.knowledge;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question for an entry, or one that needs no entry.
 *
 * @param wording the question as the entry gets it; null if it is dismissed
 * @param question the group of unanswered questions that it deals with; null if there is none
 */
record WordingForm(String language, @Nullable String wording, @Nullable String question) {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A question", List.of("application/json"), 8 << 10);

  private static final RequestSchema WORDING = schema("KnowledgeWording");
  private static final RequestSchema DISMISSED = schema("KnowledgeDismissal");

  private static RequestSchema schema(String name) {
    return RequestSchema.named(
        name,
        new RequestSchema.Codes(ErrorCode.INVALID_KNOWLEDGE, ErrorCode.INVALID_KNOWLEDGE));
  }

  /**
   * Reads a question for an entry.
   *
   * @throws ProblemException with all violations
   */
  static WordingForm read(HttpServletRequest request) throws IOException {
    return WORDING.bind(CommandBody.read(request, BODY).object(), WordingForm.class);
  }

  /**
   * Reads a question that needs no entry.
   *
   * @throws ProblemException with all violations
   */
  static WordingForm readDismissed(HttpServletRequest request) throws IOException {
    return DISMISSED.bind(CommandBody.read(request, BODY).object(), WordingForm.class);
  }
}
