package dev.notifier.api.body;

import dev.notifier.api.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Closes the connection of a request, unless its body was read: what is left of a body would be
 * read as the next request.
 */
final class ConnectionClose {
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final JsonMapper json;
  private boolean kept;

  ConnectionClose(HttpServletRequest request, HttpServletResponse response, JsonMapper json) {
    this.request = request;
    this.response = response;
    this.json = json;
    response.setHeader(HttpHeaders.CONNECTION, "close");
  }

  /** The body was read: the connection may have another request. */
  void keep() {
    kept = true;
    response.setHeader(HttpHeaders.CONNECTION, null);
  }

  /** Whether the body was read. */
  boolean isKept() {
    return kept;
  }

  /** Answers with a problem, without reading the rest of the body. */
  void abandonBody(Problem problem) throws IOException {
    UnreadBody.abandon(request);
    answer(problem);
  }

  /** Answers with a problem. */
  void answer(Problem problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    problem.noteIn(request);
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    if (problem.hasRetryAfter()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
    }
    byte[] body = json.writeValueAsBytes(problem.withInstance(request));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }
}
