package dev.notifier.console.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the HTTP interface refused a request; RFC 9457.
 *
 * @param code of the catalogue of errors
 * @param errors of single fields
 */
public record ApiProblem(
    int status,
    @Nullable String code,
    @Nullable String title,
    @Nullable String detail,
    @Nullable List<Entry> errors,
    @Nullable String instance) {
  /** The session has ended, or there was none. */
  public static final int UNAUTHORIZED = 401;

  private static final String OUTCOME_UNKNOWN = "outcome-unknown";

  /** An error of one field. */
  public record Entry(@Nullable String pointer, @Nullable String code, @Nullable String detail) {}

  /** The session has ended. */
  public static ApiProblem unauthorized() {
    return new ApiProblem(UNAUTHORIZED, null, null, null, List.of(), null);
  }

  /** A problem without a document, as of a broken connection: nothing was changed. */
  static ApiProblem unavailable() {
    return new ApiProblem(503, "unavailable", null, null, List.of(), null);
  }

  /** The connection broke after a command was sent: it may have been done. */
  static ApiProblem outcomeUnknown() {
    return new ApiProblem(503, OUTCOME_UNKNOWN, null, null, List.of(), null);
  }

  /** Whether the command may have been done. */
  public boolean isOutcomeUnknown() {
    return id().equals(OUTCOME_UNKNOWN);
  }

  /** The code; empty if the response had none. */
  public String id() {
    return code == null ? "" : code;
  }

  /** The errors of single fields. */
  public List<Entry> entries() {
    return errors == null ? List.of() : errors;
  }
}
