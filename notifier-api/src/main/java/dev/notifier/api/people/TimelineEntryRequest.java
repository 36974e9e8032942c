package dev.notifier.api.people;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.TimelineEntries.Statement;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that records what was said to a person.
 *
 * @param id the channel's own, the same when the request is repeated
 * @param time when the person was informed
 * @param knowledgeEntry the id of what was said; null if it was a template, or neither
 * @param note of the channel; null if there is none
 */
record TimelineEntryRequest(
    String id,
    String channel,
    @Nullable String phone,
    @Nullable String personRef,
    String time,
    @Nullable String knowledgeEntry,
    @Nullable UsedTemplate template,
    @Nullable String note) {
  /** As for events, so that clocks may differ a little. */
  private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  private static final Duration MAX_AGE = Duration.ofDays(60);

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed(
          "An entry of a person's timeline", List.of("application/json"), 8 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "TimelineEntryRequest",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * A template that was read out.
   *
   * @param tenant null = that of the caller
   */
  record UsedTemplate(@Nullable String tenant, String id, int version) {}

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static TimelineEntryRequest read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), TimelineEntryRequest.class);
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

  /**
   * What was said to the person.
   *
   * @param tenant of the caller
   * @throws ProblemException if the time is none or too far away, or if it says nothing
   */
  Statement recorded(String tenant, Instant now) {
    if (knowledgeEntry != null && template != null) {
      throw invalid("/knowledgeEntry", "Send either a knowledgeEntry or a template.");
    }
    if (knowledgeEntry == null && template == null && note == null) {
      throw invalid("/note", "Send a knowledgeEntry, a template or a note.");
    }
    return new Statement(
        channel,
        at(now),
        knowledgeEntry,
        template == null
            ? null
            : new TemplateName(
                    template.tenant() == null ? tenant : template.tenant(), template.id())
                .fullName(),
        template == null ? null : template.version(),
        note);
  }

  private Instant at(Instant now) {
    Instant at = Rfc3339.parse(time);
    if (at == null) {
      throw invalid("/time", "This is not a time. Send one as 2026-12-01T08:00:00Z.");
    }
    if (at.isAfter(now.plus(MAX_AHEAD)) || at.isBefore(now.minus(MAX_AGE))) {
      throw invalid(
          "/time",
          "The time is in the future or more than "
              + MAX_AGE.toDays()
              + " days ago. Send when the person was informed.");
    }
    return at;
  }

  private static ProblemException invalid(String pointer, String detail) {
    return new ProblemException(
        Problem.of(List.of(new Violation(pointer, ErrorCode.INVALID_PARAMETER, detail))));
  }

  /** Omits the number, the reference and the note. */
  @Override
  public String toString() {
    return "TimelineEntryRequest[" + channel + "]";
  }
}
