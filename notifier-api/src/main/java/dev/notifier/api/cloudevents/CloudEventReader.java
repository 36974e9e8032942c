package dev.notifier.api.cloudevents;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.identity.BodyDigest;
import dev.notifier.api.planning.RefusalChecks;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Reads and validates the events of a request, or of records that are accepted like one. An event
 * that cannot be read is rejected alone. Thread-safe.
 */
public final class CloudEventReader {
  private final EventParser parser = new EventParser();
  private final BinaryModeReader binaryReader = new BinaryModeReader(parser);
  private final Base64Data base64 = new Base64Data(parser);
  private final EventValidator validator;
  private final InstantSource clock;

  /**
   * @param appliesQuietHours whether the quiet hours of event types apply
   */
  public CloudEventReader(
      EventTypeRegistry types,
      RefusalChecks refusals,
      BodyDigest digest,
      boolean appliesQuietHours,
      InstantSource clock) {
    this.validator = new EventValidator(types, refusals, digest, appliesQuietHours);
    this.clock = clock;
  }

  /** An event that did not come over HTTP. */
  public sealed interface Message {
    /** An event as a JSON object. */
    @SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
    record Structured(byte[] body) implements Message {}

    /** An event with its attributes beside its data. */
    @SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
    record Binary(Map<String, String> attributes, byte[] data) implements Message {}

    /** Something that cannot be an event, and is refused. */
    record Unreadable(Violation violation) implements Message {}
  }

  /**
   * Reads the events of a request.
   *
   * @param headers all headers of the request, with names in lower case
   * @return the results in the order of the events
   * @throws ProblemException if the body cannot be split into events
   */
  public List<ValidationResult> read(
      Caller caller, ContentMode mode, Map<String, List<String>> headers, byte[] body) {
    if (body.length == 0 && mode != ContentMode.BINARY) {
      throw new ProblemException(ErrorCode.EMPTY_BODY);
    }
    EventReader reader = readerOf(caller);
    return switch (mode) {
      case BATCH ->
          BatchSplitter.split(body, EventLimits.MAX_BATCH_EVENTS).stream()
              .map(slice -> structured(reader, slice))
              .toList();
      case STRUCTURED -> List.of(structured(reader, ByteSlice.withoutByteOrderMark(body)));
      case BINARY -> List.of(reader.read(() -> binaryReader.read(headers, body)));
    };
  }

  /**
   * Reads events that did not come over HTTP.
   *
   * @return the results in the order of the messages
   */
  public List<ValidationResult> read(Caller caller, List<Message> messages) {
    EventReader reader = readerOf(caller);
    return messages.stream().map(message -> read(reader, message)).toList();
  }

  private EventReader readerOf(Caller caller) {
    return new EventReader(validator.ofRequest(EventValidator.Sender.of(caller), clock.instant()));
  }

  private ValidationResult read(EventReader reader, Message message) {
    return switch (message) {
      case Message.Structured(byte[] body) ->
          structured(reader, ByteSlice.withoutByteOrderMark(body));
      case Message.Binary(Map<String, String> attributes, byte[] data) ->
          reader.read(() -> binaryReader.readAttributes(attributes, data));
      case Message.Unreadable(Violation violation) ->
          new ValidationResult.Invalid(null, null, List.of(violation));
    };
  }

  private ValidationResult structured(EventReader reader, ByteSlice event) {
    return reader.read(() -> base64.decode(parser.parse(event)));
  }
}
