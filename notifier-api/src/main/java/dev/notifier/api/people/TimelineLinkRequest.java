package dev.notifier.api.people;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.TimelineLinks.Link;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a link to a person's timeline.
 *
 * @param purpose why the person is looked up
 * @param ticket of the caller's own system; null if there is none
 */
record TimelineLinkRequest(
    @Nullable String phone, @Nullable String personRef, String purpose, @Nullable String ticket) {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A request about a person", List.of("application/json"), 4 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "TimelineLinkRequest",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static TimelineLinkRequest read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), TimelineLinkRequest.class);
  }

  /**
   * What the link opens.
   *
   * @param tenant of the caller
   * @param by the name of the caller
   * @throws ProblemException as {@link PersonCommand#person}
   */
  Link link(String tenant, String by) {
    Person person = new PersonCommand(phone, personRef, null, null, null).person(tenant);
    return new Link(person, purpose, ticket, by);
  }

  /** Omits the number and the reference. */
  @Override
  public String toString() {
    return "TimelineLinkRequest[" + purpose + "]";
  }
}
