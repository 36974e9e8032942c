package dev.notifier.worker.track;

import dev.notifier.contracts.Forms;
import dev.notifier.contracts.InboundRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads deliver_sm records. */
final class Inbound {
  private Inbound() {}

  /** Null when it is not one. */
  static @Nullable InboundRecord read(ConsumerRecord<byte[], byte[]> record) {
    try {
      InboundRecord read = Forms.read(record.value(), InboundRecord.class);
      return read != null && read.route() != null && read.receivedAt() != null ? read : null;
    } catch (Forms.UnreadableRecordException e) {
      return null;
    }
  }
}
