package dev.notifier.api.people;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.SignedCursors;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a person's timeline.
 *
 * @param purpose why the caller looks
 * @param ticket of the caller's own system; null if there is none
 * @param cursor {@code next} of the page before; null = the first page
 * @param requestedLimit the most items of the page; null = the default
 */
record TimelineRequest(
    @Nullable String phone,
    @Nullable String personRef,
    String purpose,
    @Nullable String ticket,
    @Nullable String cursor,
    @JsonProperty("limit") @Nullable Integer requestedLimit) {
  static final int DEFAULT_LIMIT = 50;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A request about a person", List.of("application/json"), 4 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "TimelineRequest",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static TimelineRequest read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), TimelineRequest.class);
  }

  /**
   * The person that it is about.
   *
   * @param tenant of the caller
   * @throws ProblemException as {@link PersonCommand#person}
   */
  Person person(String tenant) {
    return new PersonCommand(phone, personRef, null, null, null).person(tenant);
  }

  int limit() {
    return requestedLimit == null ? DEFAULT_LIMIT : requestedLimit;
  }

  /**
   * Where the page begins; null = the first page.
   *
   * @throws ProblemException if the cursor is not of this person and tenant
   */
  @Nullable UUID place(SignedCursors cursors, Person person) {
    return cursor == null ? null : cursors.place(cursor, search(person));
  }

  /** What a cursor is bound to. */
  static List<String> search(Person person) {
    return List.of("timeline", person.tenant(), person.subject().field(), person.subject().value());
  }

  /** What the audit says besides the purpose. */
  Map<String, String> detail() {
    return ticket == null ? Map.of() : Map.of("ticket", ticket);
  }

  /** Omits the number and the reference. */
  @Override
  public String toString() {
    return "TimelineRequest[" + purpose + "]";
  }
}
