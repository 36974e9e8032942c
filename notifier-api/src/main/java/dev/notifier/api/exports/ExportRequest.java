package dev.notifier.api.exports;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.lookup.SearchRequest;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a request for an export.
 *
 * @param kind what is exported
 * @param filter the search whose notifications are exported, without limit and cursor
 */
record ExportRequest(String kind, ObjectNode filter) {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("An export", List.of("application/json"), 4 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "ExportRequest",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static ExportRequest read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), ExportRequest.class);
  }

  /**
   * What is searched.
   *
   * @throws ProblemException with all violations of the filter
   */
  SearchRequest search() {
    return SearchRequest.ofFilter(filter);
  }

  /** Omits the values. */
  @Override
  public String toString() {
    return "ExportRequest[" + kind + "]";
  }
}
