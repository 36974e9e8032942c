package dev.notifier.worker.track;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.TrackedNotification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes what the store has. Thread-safe. */
final class StatusPublisher {
  private final Producer<byte[], byte[]> producer;

  StatusPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  static StatusRecord of(TrackedNotification row, Instant told) {
    DeliveryState now = row.delivery();
    return new StatusRecord(
        StatusRecord.VERSION,
        StatusRecord.idOf(row.id(), now.state()),
        row.id(),
        row.origin().tenant(),
        row.origin().source(),
        row.origin().eventId(),
        row.origin().type(),
        now.state(),
        now.reason(),
        now.confidence(),
        now.possibleDuplicate(),
        at(now, told));
  }

  /** From the row where it has it, so that a repetition says the same. */
  private static Instant at(DeliveryState now, Instant told) {
    if (now.finishedAt() != null) {
      return now.finishedAt();
    }
    return now.submittedAt() == null ? told : now.submittedAt();
  }

  /**
   * Returns when Kafka has them all.
   *
   * @throws UnpublishedException when it has not; publishing all of them again is right
   */
  void publish(List<StatusRecord> statuses) {
    if (statuses.isEmpty()) {
      return;
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>(statuses.size());
    for (StatusRecord status : statuses) {
      byte[] key = status.notificationId().toString().getBytes(StandardCharsets.US_ASCII);
      sent.add(producer.send(new ProducerRecord<>(Topics.STATUSES, key, RecordJson.write(status))));
    }
    producer.flush();
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new UnpublishedException(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnpublishedException(e);
    }
  }

  /** Kafka did not take the statuses; the batch is told again. */
  static final class UnpublishedException extends RuntimeException {
    UnpublishedException(Throwable reason) {
      super("Kafka did not take the statuses; check that the brokers are up", reason);
    }
  }
}
