package dev.notifier.worker.plan;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads from the headers of an event what it replaces. */
final class ReplacesHeader {
  private ReplacesHeader() {}

  static Replaces of(ConsumerRecord<byte[], byte[]> record) {
    boolean replayed = record.headers().lastHeader(QuarantineEntry.REPLAYED_FROM) != null;
    Header order = record.headers().lastHeader(EventRecord.PLAN_AGAIN_HEADER);
    if (order != null) {
      return new Replaces.Skipped(number(order.value()), replayed);
    }
    return replayed ? new Replaces.Rejected() : new Replaces.Nothing();
  }

  /** An order that another program wrote may have no number; its event is planned all the same. */
  private static long number(byte[] value) {
    try {
      return value == null ? 0 : Long.parseLong(new String(value, StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
