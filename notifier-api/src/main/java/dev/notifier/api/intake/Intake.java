package dev.notifier.api.intake;

import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Reads the events of a request, validates them and writes the valid ones to Kafka. Thread-safe.
 */
final class Intake {
  private final EventParser parser = new EventParser();
  private final BinaryModeReader binaryReader = new BinaryModeReader(parser);
  private final EventValidator validator;
  private final EventSender sender;
  private final IntakeMetrics metrics;
  private final InstantSource clock;

  Intake(EventValidator validator, EventSender sender, IntakeMetrics metrics, InstantSource clock) {
    this.validator = validator;
    this.sender = sender;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Accepts the events of a request. Returns when Kafka has confirmed all valid events or the
   * timeout has elapsed.
   *
   * @param headers all headers of the request, with names in lower case
   * @throws ProblemException if the body cannot be split into events
   */
  IntakeResult accept(ContentMode mode, Map<String, List<String>> headers, byte[] body) {
    List<ValidationResult> events = validate(mode, headers, body);
    List<ValidationResult.Valid> valid = new ArrayList<>(events.size());
    for (ValidationResult event : events) {
      if (event instanceof ValidationResult.Valid one) {
        valid.add(one);
      }
    }
    BitSet confirmed = valid.isEmpty() ? new BitSet() : metrics.timed(() -> sender.send(valid));
    metrics.batch(events.size());
    List<Outcome> outcomes = new ArrayList<>(events.size());
    int sent = 0;
    for (ValidationResult event : events) {
      outcomes.add(
          switch (event) {
            case ValidationResult.Invalid invalid -> rejected(invalid);
            case ValidationResult.Valid one -> sent(one, confirmed.get(sent++));
          });
    }
    return new IntakeResult(outcomes);
  }

  private List<ValidationResult> validate(
      ContentMode mode, Map<String, List<String>> headers, byte[] body) {
    if (body.length == 0 && mode != ContentMode.BINARY) {
      throw new ProblemException(ErrorCode.EMPTY_BODY);
    }
    Instant now = clock.instant();
    return switch (mode) {
      case BATCH -> {
        List<ByteSlice> slices = BatchSplitter.split(body, IntakeLimits.MAX_BATCH_EVENTS);
        List<ValidationResult> events = new ArrayList<>(slices.size());
        for (ByteSlice slice : slices) {
          events.add(validate(parser.parse(slice), now));
        }
        yield events;
      }
      case STRUCTURED -> List.of(validate(parser.parse(ByteSlice.withoutByteOrderMark(body)), now));
      case BINARY -> List.of(validate(binaryReader.read(headers, body), now));
    };
  }

  private ValidationResult validate(EventParser.Parsed parsed, Instant now) {
    return validator.validate(Tenant.DEFAULT, parsed, now);
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
