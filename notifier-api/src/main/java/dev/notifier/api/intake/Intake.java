package dev.notifier.api.intake;

import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.Lane;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the events of a request, validates them and writes the valid ones to Kafka. Thread-safe.
 */
final class Intake {
  private final EventParser parser = new EventParser();
  private final BinaryModeReader binaryReader = new BinaryModeReader(parser);
  private final Base64Data base64 = new Base64Data(parser);
  private final EventValidator validator;
  private final EventSender sender;
  private final IntakeBudget budget;
  private final IntakeMetrics metrics;
  private final InstantSource clock;

  Intake(
      EventValidator validator,
      EventSender sender,
      IntakeBudget budget,
      IntakeMetrics metrics,
      InstantSource clock) {
    this.validator = validator;
    this.sender = sender;
    this.budget = budget;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * The validated events of a request.
   *
   * @param bytes the size of its body
   */
  record Request(List<ValidationResult> events, long bytes) {
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
    return new Request(parse(caller, mode, headers, body), body.length);
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
      return send(request.events(), reserved.keySet());
    } finally {
      reserved.forEach((lane, bytes) -> budget.sending(lane).release(bytes));
    }
  }

  private IntakeResult send(List<ValidationResult> events, Set<Lane> lanes) {
    List<ValidationResult.Valid> sendable = new ArrayList<>(events.size());
    for (ValidationResult event : events) {
      if (event instanceof ValidationResult.Valid one && lanes.contains(one.lane())) {
        sendable.add(one);
      }
    }
    BitSet confirmed =
        sendable.isEmpty() ? new BitSet() : metrics.timed(() -> sender.send(sendable));
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

  private List<ValidationResult> parse(
      Caller caller, ContentMode mode, Map<String, List<String>> headers, byte[] body) {
    if (body.length == 0 && mode != ContentMode.BINARY) {
      throw new ProblemException(ErrorCode.EMPTY_BODY);
    }
    EventReader reader = new EventReader(validator.ofRequest(caller.tenant(), clock.instant()));
    return switch (mode) {
      case BATCH -> {
        List<ByteSlice> slices = BatchSplitter.split(body, IntakeLimits.MAX_BATCH_EVENTS);
        List<ValidationResult> events = new ArrayList<>(slices.size());
        for (ByteSlice slice : slices) {
          events.add(reader.read(() -> base64.decode(parser.parse(slice))));
        }
        yield events;
      }
      case STRUCTURED ->
          List.of(
              reader.read(() -> base64.decode(parser.parse(ByteSlice.withoutByteOrderMark(body)))));
      case BINARY -> List.of(reader.read(() -> binaryReader.read(headers, body)));
    };
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
