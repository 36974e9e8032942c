package dev.notifier.worker.track;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
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
final class QuarantineWriter {
  private static final Logger log = LoggerFactory.getLogger(QuarantineWriter.class);

  private final Producer<byte[], byte[]> producer;
  private final Quarantine quarantine;

  QuarantineWriter(Producer<byte[], byte[]> producer, Quarantine quarantine) {
    this.producer = producer;
    this.quarantine = quarantine;
  }

  /**
   * Writes records. A record of the quarantine that is written again has the same key, its
   * position. Receipts of a journal record that PostgreSQL refuses have no key, and one that is
   * written again, after a crash, is there twice, which changes nothing. They go to the topic of
   * receipts: a record of a journal cannot be replayed, and the reader of that topic puts those
   * that it cannot store either into the quarantine, from which they can.
   *
   * @throws KafkaException if Kafka does not acknowledge all of them
   */
  void write(List<QuarantinedRecord> records, List<InboundRecord> receipts) {
    if (records.isEmpty() && receipts.isEmpty()) {
      return;
    }
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    records.forEach(each -> acknowledgements.add(producer.send(quarantine.toRecord(each))));
    for (InboundRecord receipt : receipts) {
      byte[] value = RecordFormats.INBOUND.encode(receipt);
      acknowledgements.add(producer.send(new ProducerRecord<>(Topics.RECEIPTS, value)));
    }
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
    if (!receipts.isEmpty()) {
      log.warn(
          "{} receipts of journal records cannot be stored; they are tried again from {}",
          receipts.size(),
          Topics.RECEIPTS);
    }
  }
}
