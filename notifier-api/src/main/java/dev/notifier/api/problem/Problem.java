package dev.notifier.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A problem document (RFC 9457), the body of every error response. Contains no personal data.
 *
 * @param type the address of the description of its code
 * @param instance identifies the request, like the header X-Request-Id and the log
 * @param items the outcome of each event of a batch of which none was accepted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    List<Entry> errors,
    @Nullable String instance,
    @Nullable List<?> items) {
  /** The page with all codes, which the api serves itself. */
  public static final String TYPES = "/v3/errors";

  /** The attribute of a request with the code of its problem. */
  private static final String CODE = Problem.class.getName() + ".code";

  /** The most errors; a request may violate a rule with every character. */
  public static final int MAX_ERRORS = 100;

  /** The value of the header Retry-After, if there is one. */
  public static final String RETRY_AFTER_SECONDS = "2";

  /**
   * One element of {@code errors}.
   *
   * @param line from 1; null if the error has no position in a text
   * @param column from 1; null if the error has no position in a text
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      String pointer,
      String code,
      String detail,
      @Nullable Integer line,
      @Nullable Integer column) {
    public Entry(String pointer, String code, String detail) {
      this(pointer, code, detail, null, null);
    }
  }

  /** Notes that a request is answered with this problem. */
  public void noteIn(ServletRequest request) {
    request.setAttribute(CODE, code);
  }

  /** The code of the problem that a request was answered with; null if none is known. */
  public static @Nullable String codeOf(ServletRequest request) {
    return request.getAttribute(CODE) instanceof String code ? code : null;
  }

  /** A problem with title and advice of its code as the detail. */
  public static Problem of(ErrorCode code) {
    return of(code, code.detail());
  }

  /** The general problem of a status from 400. */
  public static Problem ofStatus(int status) {
    return of(ProblemAdvice.codeOf(status));
  }

  /** A problem with a specific detail. */
  public static Problem of(ErrorCode code, String detail) {
    return with(code, detail, List.of());
  }

  /** A problem with the first 100 violations; code and detail are those of the first one. */
  public static Problem of(List<Violation> violations) {
    Violation first = violations.getFirst();
    return with(
        first.code(),
        first.message(),
        violations.stream()
            .limit(MAX_ERRORS)
            .map(violation ->
                new Entry(violation.pointer(), violation.code().id(), violation.detail()))
            .toList());
  }

  /** A problem whose errors may have codes that are not {@link ErrorCode}s. */
  public static Problem with(ErrorCode code, String detail, List<Entry> errors) {
    return new Problem(
        TYPES + "#" + code.id(),
        code.title(),
        code.status(),
        detail,
        code.id(),
        List.copyOf(errors.subList(0, Math.min(MAX_ERRORS, errors.size()))),
        null,
        null);
  }

  /** The problem of a batch of which no event was accepted. */
  public static Problem ofBatch(ErrorCode code, String detail, List<Entry> errors, List<?> items) {
    return with(code, detail, errors).withItems(items);
  }

  private Problem withItems(List<?> newItems) {
    return new Problem(type, title, status, detail, code, errors, instance, newItems);
  }

  /** The same problem of a certain request. */
  public Problem withInstance(HttpServletRequest request) {
    String id = RequestId.of(request);
    return id == null
        ? this
        : new Problem(type, title, status, detail, code, errors, RequestId.URN + id, items);
  }

  /** Whether the same request may succeed later, so that its response has Retry-After. */
  public boolean hasRetryAfter() {
    return status == HttpStatus.SERVICE_UNAVAILABLE.value()
        || status == HttpStatus.TOO_MANY_REQUESTS.value();
  }

  /** The HTTP response. */
  public ResponseEntity<Problem> toResponse() {
    return toResponse(new HttpHeaders());
  }

  ResponseEntity<Problem> toResponse(HttpHeaders headers) {
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (hasRetryAfter()) {
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return ResponseEntity.status(status).headers(headers).body(this);
  }
}
