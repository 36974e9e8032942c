package dev.notifier.worker.batches;

import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records to the quarantine and waits until Kafka has them. Thread-safe. */
public final class QuarantineWriter {
  private static final Logger log = LoggerFactory.getLogger(QuarantineWriter.class);

  private final Producer<byte[], byte[]> producer;
  private final Quarantine quarantine;

  public QuarantineWriter(Producer<byte[], byte[]> producer, Quarantine quarantine) {
    this.producer = producer;
    this.quarantine = quarantine;
  }

  /**
   * Writes records. A record of the quarantine that is written again has the same key, its
   * position.
   *
   * @param instead what is written in place of records of the quarantine
   * @throws KafkaException if Kafka does not acknowledge all of them
   */
  void write(List<QuarantinedRecord> records, List<ProducerRecord<byte[], byte[]>> instead) {
    if (records.isEmpty() && instead.isEmpty()) {
      return;
    }
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    records.forEach(each -> acknowledgements.add(producer.send(quarantine.toRecord(each))));
    instead.forEach(each -> acknowledgements.add(producer.send(each)));
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
    if (!instead.isEmpty()) {
      log.warn(
          "{} parts of records cannot be stored; they are tried again from {}",
          instead.size(),
          instead.getFirst().topic());
    }
  }
}
