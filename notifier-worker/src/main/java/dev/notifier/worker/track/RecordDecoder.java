package dev.notifier.worker.track;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.RecordJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads what stands on the topics. */
final class RecordDecoder {
  private RecordDecoder() {}

  /** Null when the record is empty or not of this form. */
  static <T> @Nullable T read(ConsumerRecord<byte[], byte[]> record, Class<T> form) {
    byte[] value = record.value();
    if (value == null) {
      return null;
    }
    try {
      return RecordJson.read(value, form);
    } catch (RecordJson.UnreadableRecordException e) {
      return null;
    }
  }

  /** Null when it is not a deliver_sm. */
  static @Nullable InboundRecord deliverSm(ConsumerRecord<byte[], byte[]> record) {
    InboundRecord read = read(record, InboundRecord.class);
    return read != null && read.route() != null && read.receivedAt() != null ? read : null;
  }
}
