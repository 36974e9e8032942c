package dev.notifier.api.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.TypedNumber;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a search in the directory.
 *
 * @param requestedLimit the most persons; null = the default
 */
record RecipientQuery(
    @Nullable String phone,
    @Nullable String personRef,
    @JsonProperty("limit") @Nullable Integer requestedLimit) {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A request about a person", List.of("application/json"), 4 << 10);

  private static final RequestSchema.Codes CODES =
      new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER);

  private static final RequestSchema SEARCH = RequestSchema.named("RecipientQuery", CODES);
  private static final RequestSchema DELETION = RequestSchema.named("RecipientDeletion", CODES);

  private static final int DEFAULT_LIMIT = 20;

  /** Who is removed. */
  private record Deletion(String personRef) {
    /** Omits the reference. */
    @Override
    public String toString() {
      return "Deletion[]";
    }
  }

  /**
   * Reads a search.
   *
   * @throws ProblemException with all violations
   */
  static RecipientQuery read(HttpServletRequest request) throws IOException {
    return SEARCH.bind(CommandBody.read(request, BODY).object(), RecipientQuery.class);
  }

  /**
   * Reads the reference of the person to remove.
   *
   * @return the reference
   * @throws ProblemException with all violations
   */
  static String readDeletion(HttpServletRequest request) throws IOException {
    return DELETION.bind(CommandBody.read(request, BODY).object(), Deletion.class).personRef();
  }

  /**
   * Who is searched.
   *
   * @throws ProblemException if not exactly one of phone and personRef is given, or the number
   *     cannot be that of a recipient
   */
  Person person(String tenant) {
    if ((phone == null) == (personRef == null)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "Send either phone or personRef, so that it is clear about whom the request is."));
    }
    return phone == null
        ? new Person(tenant, null, personRef)
        : new Person(tenant, TypedNumber.e164(phone), null);
  }

  int limit() {
    return requestedLimit == null ? DEFAULT_LIMIT : requestedLimit;
  }

  /** Omits the number and the reference. */
  @Override
  public String toString() {
    return "RecipientQuery[limit=" + limit() + "]";
  }
}
