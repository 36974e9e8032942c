package dev.notifier.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The body of every refusal (RFC 9457). Holds no personal data.
 *
 * @param requestId where to look in our log; only when something broke on our side
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    List<Entry> errors,
    @Nullable String requestId) {
  /** When to come back after a 503. */
  public static final String RETRY_AFTER_SECONDS = "2";

  /**
   * One finding as callers see it.
   *
   * @param line from 1, where the mistake has a place in a text
   * @param column from 1
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

  /** In the words of the catalogue. */
  public static Problem of(ErrorCode code) {
    return of(code, code.title() + ". " + code.advice() + ".", List.of());
  }

  /** With words for this case. */
  public static Problem of(ErrorCode code, String detail) {
    return of(code, detail, List.of());
  }

  /** Of an event with findings; the first one gives the code. */
  public static Problem of(List<Violation> findings) {
    Violation first = findings.getFirst();
    return of(first.code(), first.line(), findings);
  }

  private static Problem of(ErrorCode code, String detail, List<Violation> findings) {
    return with(
        code,
        detail,
        findings.stream().map(f -> new Entry(f.pointer(), f.code().id(), f.detail())).toList());
  }

  /** With findings whose codes are of another catalogue. */
  public static Problem with(ErrorCode code, String detail, List<Entry> entries) {
    return new Problem(
        "urn:notifier:problem:" + code.id(),
        code.title(),
        code.status(),
        detail,
        code.id(),
        entries,
        null);
  }

  Problem withRequestId(String id) {
    return new Problem(type, title, status, detail, code, errors, id);
  }

  /** As the answer; says when to come back where coming back helps. */
  public ResponseEntity<Problem> answer() {
    return answer(new HttpHeaders());
  }

  ResponseEntity<Problem> answer(HttpHeaders headers) {
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (status == 503) {
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return ResponseEntity.status(status).headers(headers).body(this);
  }
}
