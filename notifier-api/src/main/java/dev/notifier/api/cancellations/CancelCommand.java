package dev.notifier.api.cancellations;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.cancellation.CancellationFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to cancel.
 *
 * @param reason why, for the audit
 * @param events 1 to 10,000; null if there is a filter
 * @param selection as the caller sent it; null if there are events
 */
record CancelCommand(String reason, @Nullable List<Event> events, @Nullable Selection selection) {
  private static final int MAX_BYTES = 5 << 20;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A cancellation", List.of("application/json"), MAX_BYTES);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "CancelCommand",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /** The identity of an event. */
  record Event(String source, String eventId) {}

  /** A filter with times as text. */
  record Selection(
      @Nullable String keyId,
      @Nullable String source,
      @Nullable String type,
      @Nullable String template,
      @Nullable String group,
      @Nullable String acceptedFrom,
      @Nullable String acceptedTo) {
    CancellationFilter filter(Instant now) {
      Instant from = time("/filter/acceptedFrom", acceptedFrom);
      Instant to = time("/filter/acceptedTo", acceptedTo);
      if (from != null && to != null && from.isAfter(to)) {
        throw invalid(
            "/filter/acceptedTo", "This time is before acceptedFrom, so nothing is selected.");
      }
      CancellationFilter filter =
          new CancellationFilter(
              keyId,
              source,
              type,
              template,
              group,
              from,
              to != null && to.isAfter(now) ? null : to);
      if (filter.isUnlimited()) {
        throw invalid(
            "/filter",
            "This would cancel everything. Send at least one of keyId, source, type, template and"
                + " group.");
      }
      return filter;
    }
  }

  /** The body. */
  private record Body(String reason, @Nullable List<Event> events, @Nullable Selection filter) {}

  /**
   * Reads a command.
   *
   * @throws ProblemException with all violations, or if it selects nothing or everything
   */
  static CancelCommand read(HttpServletRequest request) throws IOException {
    Body body = SCHEMA.bind(CommandBody.read(request, BODY).object(), Body.class);
    if ((body.events() == null) == (body.filter() == null)) {
      throw invalid("", "Send either events or a filter.");
    }
    CancelCommand command = new CancelCommand(body.reason(), body.events(), body.filter());
    var _ = command.filter(Instant.MAX);
    return command;
  }

  /**
   * Which messages; null if there are events.
   *
   * @param now what is accepted later is not cancelled
   */
  @Nullable CancellationFilter filter(Instant now) {
    return selection == null ? null : selection.filter(now);
  }

  /** The digests of the events, each once; empty if there is a filter. */
  List<UUID> digests(String tenant) {
    return events == null
        ? List.of()
        : events.stream()
            .map(event -> EventDigest.of(tenant, event.source(), event.eventId()))
            .distinct()
            .toList();
  }

  private static @Nullable Instant time(String pointer, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Instant time = Rfc3339.parse(text);
    if (time == null) {
      throw invalid(pointer, "This is no time. Send one such as 2026-12-01T08:00:00+07:00.");
    }
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static ProblemException invalid(String pointer, String detail) {
    return new ProblemException(
        Problem.of(List.of(new Violation(pointer, ErrorCode.INVALID_PARAMETER, detail))));
  }

  /** Omits the events. */
  @Override
  public String toString() {
    return "CancelCommand[" + selection + "]";
  }
}
