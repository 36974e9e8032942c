package dev.notifier.api.intake;

import dev.notifier.api.cloudevents.CloudEventReader;
import dev.notifier.api.cloudevents.CloudEventReader.Message;
import dev.notifier.api.cloudevents.ContentMode;
import dev.notifier.api.cloudevents.ValidationResult;
import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.permissions.SendPermissions;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the events of a request, validates them and writes the valid ones to Kafka. Thread-safe.
 */
public final class Intake {
  /** The longest time that Kafka may take to confirm events that did not come over HTTP. */
  public static final Duration TOPIC_TIMEOUT = Duration.ofSeconds(10);

  /** As long as the configuration says. */
  private static final Duration HTTP_TIMEOUT = Duration.ofDays(1);

  private final CloudEventReader reader;
  private final SendPermissions permissions;
  private final EventSender sender;
  private final IntakeBudget budget;
  private final IntakeMetrics metrics;

  Intake(
      CloudEventReader reader,
      SendPermissions permissions,
      EventSender sender,
      IntakeBudget budget,
      IntakeMetrics metrics) {
    this.reader = reader;
    this.permissions = permissions;
    this.sender = sender;
    this.budget = budget;
    this.metrics = metrics;
  }

  /**
   * The validated events of a request.
   *
   * @param allowed what its caller may send
   * @param bytes the size of its body
   * @param timeout how long Kafka may take, if the configuration does not allow less
   */
  record Request(
      List<ValidationResult> events,
      SendPermissions.OfRequest allowed,
      long bytes,
      Duration timeout) {
    /** The share of a lane in the size of the request. */
    private long bytesOf(long eventsOfLane) {
      return Math.ceilDiv(bytes * eventsOfLane, Math.max(1, events.size()));
    }
  }

  /**
   * Validates the events of a request.
   *
   * @param headers all headers of the request, with names in lower case
   * @throws ProblemException if the body cannot be split into events
   */
  Request validate(
      Caller caller, ContentMode mode, Map<String, List<String>> headers, byte[] body) {
    SendPermissions.OfRequest allowed = permissions.ofRequest(caller);
    List<ValidationResult> events = reader.read(caller, mode, headers, body);
    return new Request(allowed(events, allowed), allowed, body.length, HTTP_TIMEOUT);
  }

  /** Last, because only an event that would be accepted counts for the limit of a day. */
  private static List<ValidationResult> allowed(
      List<ValidationResult> events, SendPermissions.OfRequest allowed) {
    return events.stream().map(event -> allowed(event, allowed)).toList();
  }

  private static ValidationResult allowed(
      ValidationResult result, SendPermissions.OfRequest allowed) {
    if (!(result instanceof ValidationResult.Valid(EventRecord event, _, var number))) {
      return result;
    }
    Violation refusal = allowed.refusal(event.type(), event.category(), number);
    return refusal == null
        ? result
        : new ValidationResult.Invalid(event.source(), event.id(), List.of(refusal));
  }

  /**
   * Validates and sends events that did not come over HTTP, as those of one request. Those beyond
   * the limit of a day wait, so they are not reported as refused uses of the key.
   *
   * @param bytes the size of all
   * @return the outcomes in the order of the messages
   * @throws ProblemException if no valid event can be sent, because too many others are on their
   *     way
   */
  public IntakeResult accept(Caller caller, List<Message> messages, long bytes) {
    SendPermissions.OfRequest allowed = permissions.ofTopic(caller);
    List<ValidationResult> events = reader.read(caller, messages);
    return send(new Request(allowed(events, allowed), allowed, bytes, TOPIC_TIMEOUT));
  }

  /**
   * Sends the valid events of a request. Returns when Kafka has confirmed them or the timeout has
   * elapsed. Events of a lane whose budget is used up are not sent, and the caller must send them
   * again.
   *
   * @throws ProblemException if no valid event can be sent for this reason
   */
  IntakeResult send(Request request) {
    Map<Lane, Long> valid = new EnumMap<>(Lane.class);
    for (ValidationResult event : request.events()) {
      if (event instanceof ValidationResult.Valid one) {
        valid.merge(one.lane(), 1L, Long::sum);
      }
    }
    Map<Lane, Long> reserved = new EnumMap<>(Lane.class);
    long confirmed = 0;
    try {
      valid.forEach((lane, count) -> {
        long bytes = request.bytesOf(count);
        if (budget.sending(lane).tryAcquire(bytes)) {
          reserved.put(lane, bytes);
        }
      });
      if (reserved.isEmpty() && !valid.isEmpty()) {
        throw new ProblemException(ErrorCode.OVERLOADED);
      }
      IntakeResult result = send(request, reserved.keySet());
      confirmed = result.accepted();
      return result;
    } finally {
      request
          .allowed()
          .release(valid.values().stream().mapToLong(Long::longValue).sum() - confirmed);
      reserved.forEach((lane, bytes) -> budget.sending(lane).release(bytes));
    }
  }

  private IntakeResult send(Request request, Set<Lane> lanes) {
    List<ValidationResult> events = request.events();
    List<ValidationResult.Valid> sendable = new ArrayList<>(events.size());
    for (ValidationResult event : events) {
      if (event instanceof ValidationResult.Valid one && lanes.contains(one.lane())) {
        sendable.add(one);
      }
    }
    BitSet confirmed =
        sendable.isEmpty()
            ? new BitSet()
            : metrics.timed(() -> sender.send(sendable, request.timeout()));
    metrics.batch(events.size());
    List<Outcome> outcomes = new ArrayList<>(events.size());
    int sent = 0;
    for (ValidationResult event : events) {
      outcomes.add(
          switch (event) {
            case ValidationResult.Invalid invalid -> rejected(invalid);
            case ValidationResult.Valid one ->
                sent(one, lanes.contains(one.lane()) && confirmed.get(sent++));
          });
    }
    return new IntakeResult(outcomes);
  }

  private Outcome rejected(ValidationResult.Invalid invalid) {
    metrics.rejected(invalid.violations().getFirst().code());
    return new Outcome.Rejected(invalid.source(), invalid.id(), invalid.violations());
  }

  private Outcome sent(ValidationResult.Valid valid, boolean confirmed) {
    if (confirmed) {
      metrics.accepted(valid.lane());
      return new Outcome.Accepted(valid.event().source(), valid.event().id());
    }
    metrics.notConfirmed();
    return new Outcome.NotConfirmed(valid.event().source(), valid.event().id());
  }
}
