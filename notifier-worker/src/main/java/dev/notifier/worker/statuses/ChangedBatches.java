package dev.notifier.worker.statuses;

import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.ChangedBatch;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.store.batches.BatchNotices.Notice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes on {@code notifier.statuses} that batches have other states. Thread-safe. */
public final class ChangedBatches {
  private final StatusSender sender;

  /**
   * @param nanoTime a monotonic clock
   */
  public ChangedBatches(Producer<byte[], byte[]> producer, LongSupplier nanoTime) {
    this.sender = new StatusSender(producer, nanoTime);
  }

  /**
   * Publishes changes, and waits until Kafka has acknowledged all of them.
   *
   * @return false if it has not; all may be published again
   */
  public boolean publish(List<Notice> notices) {
    return sender.send(notices.stream().map(ChangedBatches::record).toList());
  }

  private static ProducerRecord<byte[], byte[]> record(Notice notice) {
    ChangedBatch changed =
        new ChangedBatch(notice.batch(), notice.state(), notice.reason(), notice.at());
    return new ProducerRecord<>(
        Topics.STATUSES,
        notice.tenant().getBytes(StandardCharsets.UTF_8),
        RecordFormats.STATUSES.encode(StatusRecord.of(notice.tenant(), changed)));
  }
}
