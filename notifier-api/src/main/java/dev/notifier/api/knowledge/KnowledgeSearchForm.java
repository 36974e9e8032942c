package dev.notifier.api.knowledge;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.knowledge.KnowledgeSearch;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A search.
 *
 * @param language that of the person, if the text does not show another one
 * @param channel where the person asked
 * @param menu whether the person can choose one of several entries
 */
record KnowledgeSearchForm(String text, String language, String channel, boolean menu) {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed(
          "A search of the knowledge base", List.of("application/json"), 16 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "KnowledgeSearch",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /** The fields as they are sent. */
  private record Body(
      String text, @Nullable String language, @Nullable String channel, @Nullable Boolean menu) {}

  /**
   * Reads a search.
   *
   * @throws ProblemException with all violations
   */
  static KnowledgeSearchForm read(HttpServletRequest request) throws IOException {
    Body body = SCHEMA.bind(CommandBody.read(request, BODY).object(), Body.class);
    return new KnowledgeSearchForm(
        body.text(),
        Objects.requireNonNullElse(body.language(), "vi"),
        Objects.requireNonNullElse(body.channel(), KnowledgeSearch.TEST),
        Objects.requireNonNullElse(body.menu(), true));
  }

  /** Omits the text, which is personal. */
  @Override
  public String toString() {
    return "KnowledgeSearchForm[" + channel + "]";
  }
}
