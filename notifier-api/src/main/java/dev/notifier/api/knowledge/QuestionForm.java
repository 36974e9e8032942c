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
 * @param question as the entry gets it; null if it is dismissed
 * @param group the group of unanswered questions that it deals with; null if there is none
 */
record QuestionForm(String language, @Nullable String question, @Nullable String group) {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A question", List.of("application/json"), 8 << 10);

  private static final RequestSchema QUESTION = schema("KnowledgeQuestion");
  private static final RequestSchema DISMISSED = schema("KnowledgeDismissal");

  private static RequestSchema schema(String name) {
    return RequestSchema.named(
        name, new RequestSchema.Codes(ErrorCode.INVALID_KNOWLEDGE, ErrorCode.INVALID_KNOWLEDGE));
  }

  /**
   * Reads a question for an entry.
   *
   * @throws ProblemException with all violations
   */
  static QuestionForm read(HttpServletRequest request) throws IOException {
    return QUESTION.bind(CommandBody.read(request, BODY).object(), QuestionForm.class);
  }

  /**
   * Reads a question that needs no entry.
   *
   * @throws ProblemException with all violations
   */
  static QuestionForm readDismissed(HttpServletRequest request) throws IOException {
    return DISMISSED.bind(CommandBody.read(request, BODY).object(), QuestionForm.class);
  }
}
