package dev.notifier.api.people;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a question whether a text was sent.
 *
 * @param phone the number that has got it
 * @param text as the person has it
 * @param receivedAt about when it was received, as the caller wrote it; null if unknown
 */
record VerifyRequest(String phone, String text, @Nullable String receivedAt) {
  /** A text of 10 segments, as JSON with escapes. */
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A question about a text", List.of("application/json"), 32 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "VerifyRequest",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static VerifyRequest read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), VerifyRequest.class);
  }

  /**
   * Who has got it.
   *
   * @param tenant of the caller
   * @throws ProblemException if the number cannot be that of a recipient
   */
  Person person(String tenant) {
    return new PersonCommand(phone, null, null, null, null).person(tenant);
  }

  /**
   * About when it was received; null if unknown.
   *
   * @throws ProblemException if it is not a time
   */
  @Nullable Instant received() {
    Instant time = receivedAt == null ? null : Rfc3339.parse(receivedAt);
    if (receivedAt != null && time == null) {
      throw new ProblemException(
          Problem.of(
              List.of(
                  new Violation(
                      "/receivedAt",
                      ErrorCode.INVALID_PARAMETER,
                      "This is not a time. Send one as 2026-12-01T08:00:00Z, or none."))));
    }
    return time;
  }

  /** Omits the number and the text. */
  @Override
  public String toString() {
    return "VerifyRequest";
  }
}
