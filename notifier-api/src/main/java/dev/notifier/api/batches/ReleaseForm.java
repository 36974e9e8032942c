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
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of a release.
 *
 * @param dryRunId on which it is based
 * @param reason for the audit; null if there is none
 * @param startAt no line is sent before; null = at once
 * @param sendingHours null = at all times
 * @param finishBy null = as soon as possible
 * @param maxPerSecond null without a limit of its own
 * @param acceptRepeated whether numbers may occur very often
 * @param secondPerson whether another person shall release it even if the caller could
 */
record ReleaseForm(
    UUID dryRunId,
    @Nullable String reason,
    @Nullable OffsetDateTime startAt,
    @Nullable Hours sendingHours,
    @Nullable OffsetDateTime finishBy,
    @Nullable Integer maxPerSecond,
    @Nullable Boolean acceptRepeated,
    @Nullable Boolean secondPerson) {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A release", List.of("application/json"), 4 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "BatchRelease",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /** The hours of a day, such as 07:00 to 21:00. */
  record Hours(LocalTime from, LocalTime until) {}

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static ReleaseForm read(HttpServletRequest request, Instant now) throws IOException {
    ReleaseForm form = SCHEMA.bind(CommandBody.read(request, BODY).object(), ReleaseForm.class);
    List<Violation> violations = form.violations(now);
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    return form;
  }

  /** Whether the caller asks for the release, and does not make it. */
  boolean isRequest() {
    return Boolean.TRUE.equals(secondPerson);
  }

  private List<Violation> violations(Instant now) {
    List<Violation> violations = new ArrayList<>();
    Instant start = startAt == null ? now : startAt.toInstant();
    if (start.isAfter(now.plus(Duration.ofDays(30)))) {
      violations.add(invalid("/startAt", "The start is at most 30 days ahead."));
    }
    if (finishBy != null && !finishBy.toInstant().isAfter(start)) {
      violations.add(invalid("/finishBy", "The end must be after the start and after now."));
    }
    if (sendingHours != null && sendingHours.from().equals(sendingHours.until())) {
      violations.add(invalid("/sendingHours", "The hours must begin and end at other times."));
    }
    return violations;
  }

  private static Violation invalid(String pointer, String detail) {
    return new Violation(pointer, ErrorCode.INVALID_PARAMETER, detail);
  }

  /**
   * When and how fast the lines are sent, if another person has asked for the release: what this
   * form does not say is as requested.
   *
   * @throws ProblemException if the times do not fit each other or have passed
   */
  BatchPace pace(BatchPace requested, Instant now) {
    BatchPace own = pace();
    Instant start = own.startAt() == null ? requested.startAt() : own.startAt();
    Instant finish = own.finishBy() == null ? requested.finishBy() : own.finishBy();
    Instant earliest = start == null || start.isBefore(now) ? now : start;
    if (finish != null && !finish.isAfter(earliest)) {
      throw new ProblemException(
          Problem.of(
              List.of(
                  invalid(
                      "/finishBy",
                      "The end, which may be that of the request, must be after the start and "
                          + "after now."))));
    }
    boolean ownHours = own.from() != null;
    Integer rate = own.maxPerSecond();
    return new BatchPace(
        start,
        ownHours ? own.from() : requested.from(),
        ownHours ? own.until() : requested.until(),
        finish,
        rate == null ? requested.maxPerSecond() : rate);
  }

  /** When and how fast the lines are sent. */
  BatchPace pace() {
    return new BatchPace(
        startAt == null ? null : startAt.toInstant(),
        sendingHours == null ? null : sendingHours.from(),
        sendingHours == null ? null : sendingHours.until(),
        finishBy == null ? null : finishBy.toInstant(),
        maxPerSecond);
  }
}
