package dev.notifier.api.optouts;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.TypedNumber;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/** The number that a request asks about. */
public record OptOutSearch(String phone) {
  private static final int MAX_BYTES = 4 << 10;

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "OptOutSearch",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads a search.
   *
   * @param what is sent, such as {@code A search of opt-outs}
   * @throws ProblemException with all violations
   */
  public static OptOutSearch read(HttpServletRequest request, String what) throws IOException {
    CommandBody.Allowed allowed =
        new CommandBody.Allowed(what, List.of("application/json"), MAX_BYTES);
    return SCHEMA.bind(CommandBody.read(request, allowed).object(), OptOutSearch.class);
  }

  /**
   * The number in E.164 format.
   *
   * @throws ProblemException if it cannot be that of a recipient
   */
  public String e164() {
    return TypedNumber.e164(phone);
  }

  /** Omits the number. */
  @Override
  public String toString() {
    return "OptOutSearch";
  }
}
