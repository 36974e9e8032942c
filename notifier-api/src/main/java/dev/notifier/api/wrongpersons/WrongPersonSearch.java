package dev.notifier.api.wrongpersons;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.TypedNumber;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is asked for: exactly one of them. */
record WrongPersonSearch(
    @Nullable String phone,
    @Nullable String personRef,
    @Nullable String unitCode,
    @Nullable String statementId) {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A search of wrong persons", List.of("application/json"), 4 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "WrongPersonSearch",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads a search; its number is in E.164 format.
   *
   * @throws ProblemException with all violations
   */
  static WrongPersonSearch read(HttpServletRequest request) throws IOException {
    WrongPersonSearch search =
        SCHEMA.bind(CommandBody.read(request, BODY).object(), WrongPersonSearch.class);
    long given =
        Stream.of(search.phone, search.personRef, search.unitCode, search.statementId)
            .filter(Objects::nonNull)
            .count();
    if (given != 1) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "Send exactly one of phone, personRef, unitCode and statementId."));
    }
    return search.phone == null
        ? search
        : new WrongPersonSearch(TypedNumber.e164(search.phone), null, null, null);
  }

  /** Omits what is asked for. */
  @Override
  public String toString() {
    return "WrongPersonSearch";
  }
}
