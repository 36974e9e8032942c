package dev.notifier.worker.plan;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.RecordJson.UnreadableRecordException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads events and rejects records that intake cannot have written. */
final class EventRecordReader {
  private EventRecordReader() {}

  /** Returns the event, or empty if the bytes are not a complete event. */
  static Optional<EventRecord> read(byte[] bytes) {
    try {
      EventRecord event = RecordJson.read(bytes, EventRecord.class);
      return isComplete(event) ? Optional.of(event) : Optional.empty();
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("ConstantValue") // JSON may omit values that must not be null.
  private static boolean isComplete(EventRecord event) {
    return event != null
        && Stream.of(
                event.tenant(),
                event.source(),
                event.id(),
                event.type(),
                event.phone(),
                event.recipient(),
                event.data(),
                event.category(),
                event.acceptedAt())
            .noneMatch(Objects::isNull);
  }
}
