package dev.notifier.worker.track;

import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.SegmentBits;
import dev.notifier.store.tracking.TrackedNotification;
import dev.notifier.worker.statuses.StatusBatches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes stored states to {@code notifier.statuses}. Thread-safe. */
final class StatusPublisher {
  private final Producer<byte[], byte[]> producer;

  StatusPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Makes the change that led to a stored row.
   *
   * @param eventAt when the event occurred that led to the state
   */
  static Change change(TrackedNotification row, Instant eventAt) {
    DeliveryState state = row.delivery();
    return new Change(
        row.id(),
        row.origin().source(),
        row.origin().eventId(),
        row.origin().type(),
        state.state(),
        state.reason(),
        state.confidence(),
        state.possibleDuplicate(),
        state.segments(),
        time(state, eventAt),
        row.origin().other());
  }

  /**
   * Whether the carrier accepted the whole message, and a receipt or the lack of one ended it.
   * Messages with other ends did not become SUBMITTED. If the receipt was earlier than the
   * response, this one did not either; its rank says to readers that it is not the last state.
   */
  static boolean wasSubmitted(DeliveryState state) {
    return switch (state.state()) {
      case NO_RECEIPT, EXPIRED, UNDELIVERED, DELIVERED ->
          state.submittedAt() != null
              && state.segmentBits().accepted() == SegmentBits.all(state.segments());
      case ACCEPTED,
          DEFERRED,
          PLANNED,
          UNCONFIRMED,
          SUBMITTED,
          SKIPPED,
          CANCELLED,
          REJECTED,
          UNKNOWN ->
          false;
    };
  }

  /** Makes the change to SUBMITTED of a row for which {@link #wasSubmitted} is true. */
  static Change submitted(TrackedNotification row, Instant eventAt) {
    DeliveryState state = row.delivery();
    return new Change(
        row.id(),
        row.origin().source(),
        row.origin().eventId(),
        row.origin().type(),
        NotificationState.SUBMITTED,
        null,
        null,
        state.possibleDuplicate(),
        state.segments(),
        Objects.requireNonNullElse(state.submittedAt(), eventAt),
        row.origin().other());
  }

  /** Uses a time of the row if it has one, so that a repeated publication has the same id. */
  private static Instant time(DeliveryState state, Instant eventAt) {
    if (state.finishedAt() != null) {
      return state.finishedAt();
    }
    Instant stored =
        state.state() == NotificationState.UNCONFIRMED
            ? state.unconfirmedSince()
            : state.submittedAt();
    return stored == null ? eventAt : stored;
  }

  /**
   * Publishes the changes and waits until Kafka has acknowledged all of them.
   *
   * @throws PublicationFailedException if not all were acknowledged; all may be published again
   */
  void publish(StatusBatches changes) {
    List<ProducerRecord<byte[], byte[]>> records = changes.records();
    if (records.isEmpty()) {
      return;
    }
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(records.size());
    for (ProducerRecord<byte[], byte[]> record : records) {
      acknowledgements.add(producer.send(record));
    }
    producer.flush();
    try {
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    } catch (ExecutionException e) {
      throw new PublicationFailedException(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublicationFailedException(e);
    }
  }

  /** Kafka did not acknowledge the statuses; the batch is applied again. */
  static final class PublicationFailedException extends RuntimeException {
    PublicationFailedException(Throwable cause) {
      super("Kafka did not acknowledge the statuses; check that the brokers are available", cause);
    }
  }
}
