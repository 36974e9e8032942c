package dev.notifier.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem documents in filters, where there is no controller advice. Thread-safe. */
public final class ProblemWriter {
  private final JsonMapper json;

  public ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Writes the whole response; headers that were set before remain. */
  public void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    problem.noteIn(request);
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    if (problem.hasRetryAfter()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
    }
    response.getOutputStream().write(json.writeValueAsBytes(problem.withInstance(request)));
  }
}
