package dev.notifier.api.batches;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.batches.BatchPace;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A merge patch (RFC 7396) of when and how fast the lines of a batch are sent.
 *
 * @param named the fields that it has
 * @param values null for those that it does not have or that it removes
 */
record PaceForm(Set<String> named, Values values) {
  private static final String START = "startAt";
  private static final String HOURS = "sendingHours";
  private static final String FINISH = "finishBy";
  private static final String RATE = "maxPerSecond";

  private static final Duration FARTHEST_START = Duration.ofDays(30);

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed(
          "A change of a pace",
          List.of("application/merge-patch+json", "application/json"),
          4 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "BatchPacePatch",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  PaceForm {
    named = Set.copyOf(named);
  }

  /** The values of the fields. */
  record Values(
      @Nullable OffsetDateTime startAt,
      ReleaseForm.@Nullable Hours sendingHours,
      @Nullable OffsetDateTime finishBy,
      @Nullable Integer maxPerSecond) {}

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static PaceForm read(HttpServletRequest request) throws IOException {
    ObjectNode body = CommandBody.read(request, BODY).object();
    Values values = SCHEMA.bind(body, Values.class);
    return new PaceForm(Set.copyOf(body.propertyNames()), values);
  }

  /**
   * The pace that is changed so.
   *
   * @throws ProblemException if its times do not fit each other, or have passed
   */
  BatchPace apply(BatchPace present, Instant now) {
    ReleaseForm.Hours hours = values.sendingHours();
    boolean ownHours = named.contains(HOURS);
    BatchPace pace =
        new BatchPace(
            named.contains(START) ? instant(values.startAt()) : present.startAt(),
            ownHours ? (hours == null ? null : hours.from()) : present.from(),
            ownHours ? (hours == null ? null : hours.until()) : present.until(),
            named.contains(FINISH) ? instant(values.finishBy()) : present.finishBy(),
            named.contains(RATE) ? values.maxPerSecond() : present.maxPerSecond());
    List<Violation> violations = violations(pace, now);
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    return pace;
  }

  /** An end that has passed may stay: from then on, lines are sent as fast as allowed. */
  private List<Violation> violations(BatchPace pace, Instant now) {
    List<Violation> violations = new ArrayList<>();
    Instant start = pace.startAt();
    Instant begin = start == null || start.isBefore(now) ? now : start;
    if (named.contains(START) && begin.isAfter(now.plus(FARTHEST_START))) {
      violations.add(invalid(START, "The start is at most 30 days ahead."));
    }
    Instant finish = pace.finishBy();
    boolean isNew = named.contains(FINISH) || (begin.isAfter(now) && named.contains(START));
    if (isNew && finish != null && !finish.isAfter(begin)) {
      violations.add(invalid(FINISH, "The end must be after the start and after now."));
    }
    if (pace.from() != null && pace.from().equals(pace.until())) {
      violations.add(invalid(HOURS, "The hours must begin and end at other times."));
    }
    return violations;
  }

  private static Violation invalid(String field, String detail) {
    return new Violation("/" + field, ErrorCode.INVALID_PARAMETER, detail);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
