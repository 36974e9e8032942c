package dev.notifier.api.recovery;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.recovery.SkippedEventStore.Selection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of the request.
 *
 * @param after {@code next} of the previous response; null at first
 * @param requestedLimit the most events of this request; null = the maximum
 * @param requestedDryRun whether to only count them; null = no
 */
record PlanAgainRequest(
    @Nullable String reason,
    @Nullable String type,
    @Nullable OffsetDateTime from,
    @Nullable OffsetDateTime to,
    @Nullable UUID after,
    @JsonProperty("limit") @Nullable Integer requestedLimit,
    @JsonProperty("dryRun") @Nullable Boolean requestedDryRun) {
  static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("An order", List.of("application/json"), 4 << 10);

  /** The most events of one request. */
  static final int MAX_LIMIT = 1_000;

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "PlanAgainCommand",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads a command.
   *
   * @param types the event types that exist; empty = unknown
   * @throws ProblemException with all violations, or if it selects nothing
   */
  static PlanAgainRequest read(HttpServletRequest request, Collection<String> types)
      throws IOException {
    PlanAgainRequest command =
        SCHEMA.bind(CommandBody.read(request, BODY).object(), PlanAgainRequest.class);
    if (command.reason == null
        && command.type == null
        && command.from == null
        && command.to == null) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "Nothing is selected. Send at least one of reason, type, from and to."));
    }
    if (command.from != null && command.to != null && !command.from.isBefore(command.to)) {
      throw invalid(
          "/to", "This time is not after from, so nothing is selected. Send a later one.");
    }
    if (command.type != null && !types.isEmpty() && !types.contains(command.type)) {
      throw invalid(
          "/type",
          "This event type does not exist. Send one that GET /v1/event-types lists."
              + NearNames.suggestion(command.type, types));
    }
    return command;
  }

  private static ProblemException invalid(String pointer, String detail) {
    return new ProblemException(
        Problem.of(List.of(new Violation(pointer, ErrorCode.INVALID_PARAMETER, detail))));
  }

  Selection selection() {
    return new Selection(reason, type, instant(from), instant(to));
  }

  int limit() {
    return requestedLimit == null ? MAX_LIMIT : requestedLimit;
  }

  boolean dryRun() {
    return requestedDryRun != null && requestedDryRun;
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
