package dev.notifier.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Converts every exception of a controller into a problem document. If the response has begun, its
 * connection is broken instead.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  @Nullable ResponseEntity<Problem> onProblem(
      ProblemException e, HttpServletRequest request, HttpServletResponse response) {
    e.problem().noteIn(request);
    if (BrokenResponse.isBroken(request, response)) {
      LOG.warn(
          "Request {} failed while its response was sent: {}",
          RequestId.of(request),
          e.problem().code());
      return null;
    }
    return e.problem().toResponse();
  }

  /** Handles an incomplete body; usually the caller has closed the connection. */
  @ExceptionHandler
  @Nullable ResponseEntity<Problem> onIncompleteBody(
      IOException e, HttpServletRequest request, HttpServletResponse response) {
    if (BrokenResponse.isBroken(request, response)) {
      return null;
    }
    return Problem.of(ErrorCode.BAD_REQUEST, "The body is incomplete. Send it again.").toResponse();
  }

  /** Logs the stack trace; neither the log nor the response has the exception's message. */
  @ExceptionHandler
  @Nullable ResponseEntity<Problem> onUnexpected(
      Exception e, HttpServletRequest request, HttpServletResponse response) {
    LOG.error(
        "Request {} failed unexpectedly: {}", RequestId.of(request), RedactedStackTrace.of(e));
    if (BrokenResponse.isBroken(request, response)) {
      return null;
    }
    return Problem.of(ErrorCode.INTERNAL_ERROR).toResponse();
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpHeaders copy = new HttpHeaders();
    copy.putAll(headers);
    ResponseEntity<Problem> response = problem(e, status).toResponse(copy);
    return ResponseEntity.status(response.getStatusCode())
        .headers(response.getHeaders())
        .body(response.getBody());
  }

  private Problem problem(Exception e, HttpStatusCode status) {
    if (e instanceof MissingServletRequestParameterException missing) {
      Violation violation =
          new Violation(
              "",
              ErrorCode.MISSING_PARAMETER,
              "The parameter " + missing.getParameterName() + " is missing. Add it.");
      return Problem.of(List.of(violation));
    }
    return Problem.of(codeOf(status.value()));
  }

  static ErrorCode codeOf(int status) {
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHORIZED;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 406 -> ErrorCode.NOT_ACCEPTABLE;
      case 408 -> ErrorCode.REQUEST_TIMEOUT;
      case 413 -> ErrorCode.BODY_TOO_LARGE;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> ErrorCode.OVERLOADED;
      // What Tomcat does not support: 501 a transfer coding or a method, 505 a version of HTTP.
      case 501, 505 -> ErrorCode.BAD_REQUEST;
      default -> status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.BAD_REQUEST;
    };
  }
}
