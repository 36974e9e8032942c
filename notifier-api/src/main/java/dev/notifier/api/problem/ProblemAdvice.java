package dev.notifier.api.problem;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
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

/** Turns everything that is thrown into a problem document. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final RandomGenerator random;

  ProblemAdvice(RandomGenerator random) {
    this.random = random;
  }

  @ExceptionHandler
  ResponseEntity<Problem> refused(ProblemException e) {
    return e.problem().answer();
  }

  /** The body never came whole; most probably nobody reads this. */
  @ExceptionHandler
  ResponseEntity<Problem> cutOff(IOException e) {
    return Problem.of(ErrorCode.BAD_REQUEST, "The body ended too early. Send it again.").answer();
  }

  /** The log gets where it broke and the answer gets the way there; neither gets the message. */
  @ExceptionHandler
  ResponseEntity<Problem> unexpected(Exception e) {
    String id = HexFormat.of().toHexDigits(random.nextLong());
    LOG.error("A call failed unexpectedly, request {}: {}", id, SafeStackTrace.of(e));
    return Problem.of(ErrorCode.INTERNAL_ERROR).withRequestId(id).answer();
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpHeaders kept = new HttpHeaders();
    kept.putAll(headers);
    ResponseEntity<Problem> answer = problem(e, status).answer(kept);
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .body(answer.getBody());
  }

  private Problem problem(Exception e, HttpStatusCode status) {
    if (e instanceof MissingServletRequestParameterException missing) {
      Violation finding =
          new Violation(
              "",
              ErrorCode.MISSING_PARAMETER,
              "The parameter " + missing.getParameterName() + " is missing. Add it.");
      return Problem.of(List.of(finding));
    }
    return Problem.of(codeOf(status.value()));
  }

  static ErrorCode codeOf(int status) {
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHORIZED;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 406 -> ErrorCode.NOT_ACCEPTABLE;
      case 413 -> ErrorCode.BODY_TOO_LARGE;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> ErrorCode.OVERLOADED;
      default -> status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.BAD_REQUEST;
    };
  }
}
