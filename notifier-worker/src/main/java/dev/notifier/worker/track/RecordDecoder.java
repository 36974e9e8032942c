package dev.notifier.worker.track;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.RecordJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes the records that track reads. */
final class RecordDecoder {
  private RecordDecoder() {}

  /** Returns null if the record is empty or not of this type. */
  static <T> @Nullable T decode(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    byte[] value = record.value();
    if (value == null) {
      return null;
    }
    try {
      return RecordJson.read(value, type);
    } catch (RecordJson.UnreadableRecordException e) {
      return null;
    }
  }

  /** Returns null if the record is not an inbound PDU. */
  static @Nullable InboundRecord decodeInbound(ConsumerRecord<byte[], byte[]> record) {
    InboundRecord decoded = decode(record, InboundRecord.class);
    return decoded != null && decoded.route() != null && decoded.receivedAt() != null
        ? decoded
        : null;
  }
}
