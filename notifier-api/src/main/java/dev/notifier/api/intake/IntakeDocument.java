package dev.notifier.api.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request with events.
 *
 * @param accepted the number of events that Kafka has confirmed
 * @param rejected the number of invalid events; the events in neither count must be sent again
 * @param items one for each event, in the caller's order; null if the caller asked for a minimal
 *     response
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IntakeDocument(int accepted, int rejected, @Nullable List<Item> items) {
  private static final int TOO_MANY_REQUESTS = 429;

  /** The outcome of an event. */
  enum Status {
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("retry")
    RETRY
  }

  /**
   * One event.
   *
   * @param index the position in the request, from 0
   * @param source null if it could not be read
   * @param eventId null if it could not be read
   * @param code the {@link ErrorCode#id}; null if the event was accepted
   * @param detail what is wrong and what to do; null if the event was accepted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      int index,
      @Nullable String source,
      @Nullable String eventId,
      Status status,
      @Nullable String code,
      @Nullable String detail) {}

  /**
   * The problem of a batch without an accepted event, with the outcomes of its events. If limits
   * are the only reason, it is that of the first event: nothing is to be corrected.
   */
  static Problem problem(IntakeResult result) {
    ErrorCode limit = onlyLimits(result.outcomes());
    return Problem.ofBatch(
        limit == null ? ErrorCode.BATCH_REJECTED : limit,
        limit == null
            ? "None of the "
                + result.outcomes().size()
                + " events was accepted. Correct each as its detail in items says."
            : limit.detail(),
        errors(result.outcomes()),
        Objects.requireNonNull(of(result).items()));
  }

  private static @Nullable ErrorCode onlyLimits(List<Outcome> outcomes) {
    List<ErrorCode> codes = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Rejected rejected) {
        codes.add(rejected.violations().getFirst().code());
      }
    }
    boolean all =
        codes.size() == outcomes.size()
            && codes.stream().allMatch(code -> code.status() == TOO_MANY_REQUESTS);
    return all ? codes.getFirst() : null;
  }

  /** The violations of the first events, with pointers that begin with the index of the event. */
  private static List<Problem.Entry> errors(List<Outcome> outcomes) {
    List<Problem.Entry> errors = new ArrayList<>();
    for (int i = 0; i < Math.min(outcomes.size(), Problem.MAX_ERRORS); i++) {
      if (outcomes.get(i) instanceof Outcome.Rejected rejected) {
        for (Violation violation : rejected.violations()) {
          errors.add(
              new Problem.Entry(
                  "/" + i + violation.pointer(), violation.code().id(), violation.detail()));
        }
      }
    }
    return errors;
  }

  static IntakeDocument of(IntakeResult result) {
    List<Item> items = new ArrayList<>(result.outcomes().size());
    for (Outcome outcome : result.outcomes()) {
      items.add(item(items.size(), outcome));
    }
    return new IntakeDocument(result.accepted(), result.rejected(), items);
  }

  static IntakeDocument withoutItems(IntakeResult result) {
    return new IntakeDocument(result.accepted(), result.rejected(), null);
  }

  private static Item item(int index, Outcome outcome) {
    String source = outcome.source();
    String id = outcome.id();
    return switch (outcome) {
      case Outcome.Accepted _ -> new Item(index, source, id, Status.ACCEPTED, null, null);
      case Outcome.Rejected rejected -> {
        List<Violation> violations = rejected.violations();
        String detail =
            violations.stream().map(Violation::message).collect(Collectors.joining(" "));
        yield new Item(
            index, source, id, Status.REJECTED, violations.getFirst().code().id(), detail);
      }
      case Outcome.NotConfirmed _ -> {
        ErrorCode code = ErrorCode.NOT_CONFIRMED;
        yield new Item(index, source, id, Status.RETRY, code.id(), code.detail());
      }
    };
  }
}
