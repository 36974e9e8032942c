package dev.notifier.api.problem;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Returns a problem document for requests that Tomcat rejects itself, such as an invalid request
 * line, and for every other error without a body. Tomcat creates it by its class name.
 */
public final class ProblemValve extends ErrorReportValve {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0) {
      return;
    }
    // Also for a status that was set without an error: no error goes without a document.
    response.setErrorReported();
    Problem problem = Problem.ofStatus(status).withInstance(request.getRequest());
    response.setStatus(problem.status());
    if (problem.hasRetryAfter()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
    }
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding("utf-8");
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(JSON.writeValueAsString(problem));
        response.finishResponse();
      }
    } catch (IOException e) {
      // The caller has closed the connection.
    }
  }
}
