package dev.notifier.worker.plan;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.quarantine.EventIdentity;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import dev.notifier.store.plan.PlannedNotification;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the notifications of events that are in the quarantine, so that a look-up explains them. A
 * replay of the event replaces its notification.
 */
final class RejectedEvents {
  private final Lane lane;
  private final InstantSource clock;

  RejectedEvents(Lane lane, InstantSource clock) {
    this.lane = lane;
    this.clock = clock;
  }

  /** The notification of a record; null if the identity of its event cannot be read. */
  @Nullable PlannedEvent of(QuarantinedRecord quarantined) {
    ConsumerRecord<byte[], byte[]> record = quarantined.source();
    EventIdentity event = EventIdentity.of(record.value());
    if (event == null) {
      return null;
    }
    EventRecord readable =
        EventRecord.FORMAT.decode(record.value()) instanceof Decoded.Complete<EventRecord>(var read)
            ? read
            : null;
    Instant written = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
    PlannedNotification notification =
        new PlannedNotification(
            new PlannedNotification.Event(
                event.tenant(),
                event.source(),
                event.id(),
                event.type(),
                lane,
                readable == null ? null : readable.category(),
                null,
                readable == null ? written : readable.acceptedAt(),
                readable == null ? null : readable.bodyDigest(),
                readable != null && readable.hasSecret(),
                null,
                readable == null ? null : readable.group(),
                readable == null ? null : readable.keyId(),
                null),
            null,
            null,
            NotificationState.REJECTED,
            FailureReason.INTERNAL,
            "in the quarantine: " + quarantined.position(),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    Replaces.Deferred released = ReplacesHeader.release(record);
    return new PlannedEvent(
        EventDigest.of(event.tenant(), event.source(), event.id()),
        readable == null ? null : readable.time(),
        record.partition(),
        record.offset(),
        released == null ? Replaces.NOTHING : released,
        null,
        notification);
  }
}
