package dev.notifier.worker.track;

import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes records to the quarantine and waits until Kafka has them. Thread-safe. */
final class QuarantineWriter {
  private final Producer<byte[], byte[]> producer;
  private final Quarantine quarantine;

  QuarantineWriter(Producer<byte[], byte[]> producer, Quarantine quarantine) {
    this.producer = producer;
    this.quarantine = quarantine;
  }

  /**
   * Writes the records. One that is written again has the same key.
   *
   * @throws KafkaException if Kafka does not acknowledge all of them
   */
  void write(List<QuarantinedRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(records.size());
    records.forEach(each -> acknowledgements.add(producer.send(quarantine.toRecord(each))));
    producer.flush();
    try {
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    } catch (ExecutionException e) {
      throw new KafkaException("the quarantine was not written", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing the quarantine", e);
    }
    quarantine.committed(records);
  }
}
