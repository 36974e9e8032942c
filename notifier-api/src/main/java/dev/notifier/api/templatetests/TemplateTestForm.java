package dev.notifier.api.templatetests;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a test.
 *
 * @param phone as it was typed
 * @param locale the language of the text; null = that of the recipient in the data
 * @param data of an event; null = the typical sample of the event type
 */
record TemplateTestForm(String phone, @Nullable String locale, @Nullable Map<String, Object> data) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "TemplateTest",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A test of a template", List.of("application/json"), 64 << 10);

  /**
   * Reads a body.
   *
   * @throws ProblemException with all violations
   */
  static TemplateTestForm read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), TemplateTestForm.class);
  }

  /**
   * The number to which the test is sent.
   *
   * @throws ProblemException if it is not a mobile number
   */
  MobileNumber number() {
    return switch (PhoneNumberParser.parse(phone)) {
      case Accepted accepted -> accepted.number();
      case Rejected rejected ->
          throw new ProblemException(
              Problem.of(List.of(Violation.at("/phone", ErrorCode.of(rejected.problem())))));
    };
  }

  /** Omits the number and the data. */
  @Override
  public String toString() {
    return "TemplateTestForm";
  }
}
