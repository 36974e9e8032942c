package dev.notifier.worker.plan;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.RecordJson.UnreadableRecordException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads events, and tells apart what intake cannot have written. */
final class EventRecordReader {
  private EventRecordReader() {}

  /** The event, or empty when the octets are none. */
  static Optional<EventRecord> read(byte[] octets) {
    try {
      EventRecord event = RecordJson.read(octets, EventRecord.class);
      return isWhole(event) ? Optional.of(event) : Optional.empty();
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("ConstantValue") // JSON knows nothing of what may not be null.
  private static boolean isWhole(EventRecord event) {
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
