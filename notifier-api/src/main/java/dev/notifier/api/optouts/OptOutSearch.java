package dev.notifier.api.optouts;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.TypedNumber;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/** About which number it is asked. */
record OptOutSearch(String phone) {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A search of opt-outs", List.of("application/json"), 4 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "OptOutSearch",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads a search.
   *
   * @throws ProblemException with all violations
   */
  static OptOutSearch read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), OptOutSearch.class);
  }

  /**
   * The number in E.164 format.
   *
   * @throws ProblemException if it cannot be that of a recipient
   */
  String e164() {
    return TypedNumber.e164(phone);
  }

  /** Omits the number. */
  @Override
  public String toString() {
    return "OptOutSearch";
  }
}
