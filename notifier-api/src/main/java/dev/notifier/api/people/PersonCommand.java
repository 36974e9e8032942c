package dev.notifier.api.people;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.TypedNumber;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.PersonalData.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request about a person.
 *
 * @param after {@code next} of the previous page; null at first
 * @param requestedLimit the most items of the page; null = the default
 * @param tenant whose data it is; null = that of the caller
 */
record PersonCommand(
    @Nullable String phone,
    @Nullable String personRef,
    @Nullable String after,
    @JsonProperty("limit") @Nullable Integer requestedLimit,
    @Nullable String tenant) {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A request about a person", List.of("application/json"), 4 << 10);

  private static final RequestSchema.Codes CODES =
      new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER);

  private static final RequestSchema ERASE = RequestSchema.named("PersonCommand", CODES);
  private static final RequestSchema EXPORT = RequestSchema.named("PersonExportCommand", CODES);

  private static final Pattern PLACE =
      Pattern.compile("([a-z-]{1,40}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private static final int DEFAULT_LIMIT = 100;

  /**
   * Reads a request to erase.
   *
   * @throws ProblemException with all violations
   */
  static PersonCommand readErasure(HttpServletRequest request) throws IOException {
    return ERASE.bind(CommandBody.read(request, BODY).object(), PersonCommand.class);
  }

  /**
   * Reads a request to export.
   *
   * @throws ProblemException with all violations
   */
  static PersonCommand readExport(HttpServletRequest request) throws IOException {
    return EXPORT.bind(CommandBody.read(request, BODY).object(), PersonCommand.class);
  }

  /**
   * The person that it is about.
   *
   * @param whose the tenant whose data it is
   * @throws ProblemException if not exactly one of phone and personRef is given, or the number
   *     cannot be that of a recipient
   */
  Person person(String whose) {
    if ((phone == null) == (personRef == null)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "Send either phone or personRef, so that it is clear about whom the request is."));
    }
    if (phone == null) {
      return new Person(whose, null, personRef);
    }
    return new Person(whose, TypedNumber.e164(phone), null);
  }

  int limit() {
    return requestedLimit == null ? DEFAULT_LIMIT : requestedLimit;
  }

  /**
   * Where the page begins; null = the first page.
   *
   * @param isStore whether there is a store of this name
   * @throws ProblemException if no page has returned it
   */
  @Nullable Place place(Predicate<String> isStore) {
    if (after == null) {
      return null;
    }
    Matcher matcher = PLACE.matcher(after);
    if (!matcher.matches() || !isStore.test(matcher.group(1))) {
      throw new ProblemException(
          Problem.of(
              List.of(
                  new Violation(
                      "/after",
                      ErrorCode.INVALID_PARAMETER,
                      "This is not the next of a page. Send that of the previous response, or none."))));
    }
    return new Place(matcher.group(1), UUID.fromString(matcher.group(2)));
  }

  /** Omits the number and the reference. */
  @Override
  public String toString() {
    return "PersonCommand[limit=" + limit() + "]";
  }
}
